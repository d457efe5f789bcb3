import MockCloud

extension Ledger {
    /// What was asked of the network, one line each, dated from the scenario's start; no header, no body, no secret.
    func lines(since start: VirtualTime) -> [String] {
        entries.map { entry in
            let elapsed = Double(entry.time.nanoseconds - start.nanoseconds) / 1e9
            let milliseconds = Int((elapsed * 1000).rounded())
            let fraction = String(milliseconds % 1000)
            let time = "\(milliseconds / 1000).\(String(repeating: "0", count: 3 - fraction.count))\(fraction) s"
            return "\(time)  \(entry.event.line)" + (entry.problem.map { "  (\($0))" } ?? "")
        }
    }
}

extension Ledger.Event {
    fileprivate var line: String {
        switch self {
        case .resolve(let name, let known): "look up \(name)\(known ? "" : ": no such name")"
        case .connect(let address, let verdict):
            "connect to \(address)\(verdict == .accept ? "" : ": \(verdict.rawValue)")"
        case .datagram(let address): "datagram to \(address)"
        case .request(let request): "\(request.method) \(request.target)"
        case .answer(let name, let status, let credential):
            "answer \(status) (\(name))" + (credential.map { ", credentials no. \($0)" } ?? "")
        case .withheld(let name, let until): "no answer \(until == nil ? "ever" : "yet") (\(name))"
        case .handshakeFailed(let fault): "TLS handshake failed" + (fault.map { " (\($0))" } ?? "")
        case .violation(let text): "protocol error: \(text)"
        }
    }
}
