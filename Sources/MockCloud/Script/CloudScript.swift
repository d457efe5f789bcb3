/// Everything that the cloud does in one scenario, decided beforehand: a value.
package struct CloudScript: Sendable, Hashable {
    /// Who answers where. What is not listed is unreachable, and an attempt at it is in the ledger as unexpected.
    package var routes: [Address: Route]
    package var container: ContainerEndpoint

    /// The network of an MWAA worker: the container endpoint answers, the EC2 metadata address is invalid as on
    /// Fargate, nothing else is there.
    package init(container: ContainerEndpoint = ContainerEndpoint()) {
        self.container = container
        routes = [
            Address("169.254.170.2", 80): .container,
            Address("169.254.169.254", 80): .verdict(.invalid),
        ]
    }

    /// Whether the resolver knows `name`: whether a route has it as its host, in any case of letters.
    func knows(name: String) -> Bool {
        let name = Address.normalized(name)
        return routes.keys.contains { $0.host == name }
    }
}

/// A host and a port as a caller asks for them: a name in lower case, or a literal address.
package struct Address: Sendable, Hashable, CustomStringConvertible {
    package let host: String
    package let port: Int

    package init(_ host: String, _ port: Int) {
        self.host = Self.normalized(host)
        self.port = port
    }

    /// Names of the domain name system know no case, and may end in a dot.
    static func normalized(_ name: String) -> String {
        let lower = name.lowercased()
        return lower.utf8.count > 1 && lower.hasSuffix(".") ? String(lower.dropLast()) : lower
    }

    package var description: String { host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)" }
}

/// Who answers at an ``Address``.
package enum Route: Sendable, Hashable {
    /// The container metadata endpoint, as ``CloudScript/container`` describes it.
    case container
    /// Nobody: connecting ends like this. The attempt is in the ledger, and counts as expected.
    case verdict(Verdict)
}
