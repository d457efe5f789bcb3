/// Everything that the cloud does in one scenario, decided beforehand: a value.
package struct CloudScript: Sendable, Hashable {
    /// Who answers where. What is not listed is unreachable, and an attempt at it is in the ledger as unexpected.
    package var routes: [Address: Route]
    package var container: ContainerEndpoint
    /// Google's side; `nil`: none of its names is known.
    package var google: GoogleCloud?
    /// Whether Google is reached without a proxy; if not, connections to it get no answer, as where a VPC has no other way
    /// out.
    package var reachesGoogleDirectly = true
    /// Seconds by which the clocks of AWS and Google are ahead of the caller's. Everything that these two issue, date and
    /// judge goes by their own time.
    package var clockSkew: Int64

    /// The network of an MWAA worker: the container endpoint answers, the EC2 metadata address is invalid as on
    /// Fargate, and Google is there if it is given; nothing else.
    package init(
        container: ContainerEndpoint = ContainerEndpoint(), google: GoogleCloud? = nil, clockSkew: Int64 = 0
    ) {
        self.container = container
        self.google = google
        self.clockSkew = clockSkew
        routes = [
            Address("169.254.170.2", 80): .container,
            Address("169.254.169.254", 80): .verdict(.invalid),
        ]
    }

    /// Who answers at `address`; `nil`: nobody, and nobody should ask.
    func route(to address: Address) -> Route? {
        if let route = routes[address] { return route }
        guard let route = routeFromProxy(to: address) else { return nil }
        return reachesGoogleDirectly ? route : .verdict(.blackhole)
    }

    /// Who answers at `address` when a proxy connects to it: Google, and nothing that is in the container's own network.
    func routeFromProxy(to address: Address) -> Route? {
        guard google != nil, address.port == 443 else { return nil }
        return GoogleService(host: address.host).map { .google($0) }
    }

    /// Whether the resolver knows `name`, in any case of letters: one of Google's, or the host of a route.
    func knows(name: String) -> Bool {
        let name = Address.normalized(name)
        return google != nil && GoogleService(host: name) != nil || routes.keys.contains { $0.host == name }
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
    /// A service of Google's, over TLS, as ``CloudScript/google`` describes it.
    case google(GoogleService)
    /// A proxy, which takes CONNECT to Google's hosts.
    case proxy
    /// Nobody: connecting ends like this. The attempt is in the ledger, and counts as expected.
    case verdict(Verdict)
}
