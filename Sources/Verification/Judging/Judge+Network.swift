import Diagnostics
import MockCloud

extension Judge {
    func judgeNetwork() -> [Violation] {
        var seen: Set<String> = []
        let google = connectionsToGoogle
        let entries = ledger.entries.filter { entry in
            if case .request = entry.event { !google.contains(entry.connection ?? -1) } else { true }
        }
        let complaints = entries.compactMap(complaint) + transcript.notes.compactMap(complaint)
        return complaints.filter { seen.insert($0).inserted }.map { Violation(.confined, $0) }
    }

    private func complaint(about entry: Ledger.Entry) -> String? {
        switch entry.event {
        case .resolve(let name, _):
            if Self.isGoogle(name) { return nil }
            if isWayOut(name) { return nil }
            return isProxy(name) ? Self.obeysProxy : "looks up `\(name)`"
        case .connect(let address, _):
            if Self.isGoogle(address.host) || isEndpoint(address) { return nil }
            if isWayOut(address.host) { return nil }
            if isProxy(address.host) { return Self.obeysProxy }
            if address.host == "169.254.169.254" {
                return "asks the EC2 metadata address 169.254.169.254, which no container of MWAA has"
            }
            return "connects to \(address)"
        case .datagram(let address): return "sends a datagram to \(address)"
        case .request(let request) where entry.connection.map(connectionsToProxy.contains) == true:
            guard entry.problem != nil else { return nil }
            return asksForEndpoint(request) ? Self.obeysProxy : "asks the proxy for \(request.target)"
        case .request(let request):
            return entry.problem.map { "\(request.method) request that no endpoint expects: \($0)" }
        case .violation(let text): return "breaks HTTP: \(text)"
        case .answer, .withheld, .handshakeFailed: return nil
        }
    }

    private func complaint(about note: String) -> String? {
        let words = note.split(separator: " ", maxSplits: 1)
        return switch words.first {
        case "foreign-program": "runs the program `\(words.count > 1 ? words[1] : "?")`, whose network nobody sees"
        case "signal-outside": "sends a signal to a process of somebody else"
        default: nil
        }
    }

    private func isEndpoint(_ address: Address) -> Bool {
        if case .container = scenario.cloud.routes[address] { true } else { false }
    }

    private static let obeysProxy = "the proxy variables are obeyed for the container endpoint"

    /// Whether the scenario has a proxy there through which Google is reached; what it is asked for is judged then.
    private func isWayOut(_ host: String) -> Bool {
        scenario.cloud.routes.contains { $0.key.host == host && $0.value == .proxy }
    }

    private var connectionsToProxy: Set<Int> {
        Set(
            ledger.entries.compactMap { entry in
                if case .connect(let address, _) = entry.event, isWayOut(address.host) { entry.connection } else { nil }
            })
    }

    /// Whether a proxy is asked for the container endpoint: by its URL, or for a tunnel to it.
    private func asksForEndpoint(_ request: Ledger.RecordedRequest) -> Bool {
        scenario.cloud.routes.contains { address, route in
            route == .container
                && (request.tunnelTarget == address
                    || ["http://\(address.host)/", "http://\(address)/"].contains(where: request.target.hasPrefix))
        }
    }

    private func isProxy(_ host: String) -> Bool {
        scenario.environment["HTTP_PROXY"].flatMap { $0 }?.contains("//\(host):") ?? false
    }

    static func isGoogle(_ host: String) -> Bool {
        host == "googleapis.com" || host.hasSuffix(".googleapis.com")
    }

    // MARK: - Secrets

    func judgeSecrets() -> [Violation] {
        var violations: [Violation] = []
        func tells(_ bytes: some Collection<UInt8>) -> String? {
            let text = Array(bytes)
            return secrets.search.first(in: text).flatMap { secrets.names[Array(text[$0])] }
        }
        for (stream, bytes) in [
            ("standard output", transcript.stdout), ("standard error or the log", transcript.stderr),
        ] {
            if let name = tells(bytes) {
                violations.append(Violation(.discreet, "the \(name) is written to \(stream)"))
            }
        }
        let errors =
            events("escaped").compactMap { $0.object("error") }
            + events("loaded").flatMap { $0.objects("problems") }.compactMap { $0.object("error") }
        for error in errors {
            if let name = tells((error.string("message") ?? "").utf8) {
                violations.append(
                    violation(.discreet, "the \(name) is in an exception's message", frames: error.objects("frames")))
            }
        }
        for entry in ledger.entries {
            if case .request(let request) = entry.event, let name = tells(request.target.utf8) {
                violations.append(Violation(.discreet, "the \(name) is in the URL of a request"))
            }
        }
        return violations
    }
}

/// The secrets of one scenario, in every spelling that hides nothing.
struct ScenarioSecrets {
    /// What each one is, for headlines.
    let names: [[UInt8]: String]
    let search: SecretSearch

    init(_ credentials: [IssuedCredential]) {
        var names: [[UInt8]: String] = [:]
        for credential in credentials {
            for spelling in SecretSpelling.all(of: Array(credential.secretAccessKey.utf8)) {
                names[spelling] = "secret access key"
            }
            for spelling in SecretSpelling.all(of: Array(credential.token.utf8)) { names[spelling] = "session token" }
        }
        self.names = names
        search = SecretSearch(Array(names.keys))
    }
}
