/// What CONNECT (RFC 9110, section 9.3.6) asks of a proxy, and the answers that every proxy here gives.
enum Tunnel {
    /// How the asking for one ends.
    enum Opening {
        /// The tunnel is there, and leads to the service that the answer is of.
        case established(Answer)
        /// It is not, for this reason where nothing in the script has it so.
        case refused(Reply, problem: String?)
        /// No answer ever comes.
        case silent(Answer)

        /// - Parameter answer: what a service has for the connection in the tunnel.
        init(meeting answer: Answer) {
            switch answer.connection {
            case .accept: self = .established(answer)
            case .blackhole: self = .silent(answer)
            case .refuse, .unreachable, .invalid: self = .refused(Tunnel.badGateway, problem: nil)
            }
        }
    }

    static let established = Array("HTTP/1.1 200 Connection Established\r\n\r\n".utf8)
    /// For a host that the proxy has no way to.
    static let badGateway = Reply(502, contentType: "text/plain; charset=utf-8")

    /// The address in the request target, `HOST:PORT`, where an IPv6 address stands in brackets.
    static func address(_ target: String) -> Address? {
        guard let colon = target.lastIndex(of: ":"), let port = UInt16(target[target.index(after: colon)...]) else {
            return nil
        }
        var host = target[..<colon]
        if host.hasPrefix("["), host.hasSuffix("]") { host = host.dropFirst().dropLast() }
        return host.isEmpty ? nil : Address(String(host), Int(port))
    }
}

extension Ledger.RecordedRequest {
    /// Where the tunnel leads that this request asks a proxy for; `nil` for every other request.
    package var tunnelTarget: Address? { method == "CONNECT" ? Tunnel.address(target) : nil }
}
