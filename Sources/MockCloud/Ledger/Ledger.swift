/// All that happened in one scenario, as the cloud saw it.
package struct Ledger: Sendable, Hashable {
    /// In order. A connection's entries stand together where it was opened: what callers do side by side has no order
    /// of its own, and so the same program always gives the same ledger. Each entry has its time.
    package let entries: [Entry]
    /// The credentials that were sent, wholly or in part, by number.
    package let issuedCredentials: [IssuedCredential]
    /// The access tokens of Google that were issued, in order.
    package let issuedTokens: [IssuedToken]
    /// Connections that were still open when the scenario was closed, and had to be cut.
    package let connectionsCut: Int
    /// Whether the scenario did so much that entries were dropped at the end.
    package let overflowed: Bool

    package struct Entry: Sendable, Hashable {
        package let time: VirtualTime
        /// The ordinal of the process among those that opened a control connection, from 0; `nil` for a connection's
        /// entries.
        package let process: Int?
        /// The connection's number in the scenario; `nil` for names and datagrams.
        package let connection: Int?
        package let event: Event
        /// Why nothing in the script expected this; `nil` when it was expected.
        package let problem: String?
    }

    package enum Event: Sendable, Hashable {
        case resolve(name: String, known: Bool)
        case connect(Address, Verdict)
        case datagram(Address)
        case request(RecordedRequest)
        /// The answer called `name` began to go out. `credential` is the number of the credentials in it.
        case answer(name: String, status: Int, credential: Int?)
        /// The answer called `name` is kept back until then; `nil`: for ever. If the time comes while the caller
        /// waits, an `answer` follows.
        case withheld(name: String, until: VirtualTime?)
        /// TLS was not established; `fault` names the answer that is to blame, `nil` when it is the caller.
        case handshakeFailed(fault: String?)
        /// Something broke the rules of HTTP or of the sandbox protocol.
        case violation(String)
    }

    /// A request as it came, but for the end of a long body.
    package struct RecordedRequest: Sendable, Hashable {
        package let method: String
        package let target: String
        package let headers: [Header]
        /// The first 32 KiB of the body.
        package let body: [UInt8]
        package let bodyCount: Int

        init(_ request: HTTPRequest) {
            method = request.method
            target = request.target
            headers = request.headers
            body = Array(request.body.prefix(32 << 10))
            bodyCount = request.body.count
        }
    }

    /// The entries that nothing in the script expected.
    package var unexpected: [Entry] { entries.filter { $0.problem != nil } }
}
