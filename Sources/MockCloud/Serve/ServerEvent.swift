/// What a ``CloudServer`` tells of itself while it runs. No secret is in it, but texts that callers chose are.
package enum ServerEvent: Sendable, Hashable {
    case request(Request)
    /// A tunnel to somewhere else was asked for, and refused.
    case refusedTunnel(target: String, time: VirtualTime)
    /// A caller broke off the handshake of TLS, most often because it does not trust the certificate; or, with a fault,
    /// because it should not.
    case handshakeFailed(host: String, fault: String?, time: VirtualTime)
    /// A connection ended for a reason that its caller should know.
    case dropped(reason: String, time: VirtualTime)

    package struct Request: Sendable, Hashable {
        /// When the whole request was there.
        package let time: VirtualTime
        /// The host that the caller wanted to reach; for the container endpoint that of the server.
        package let host: String
        package let method: String
        /// Without the query.
        package let path: String
        /// `nil`: no answer will come, or the connection is reset instead.
        package let status: Int?
        /// The name of the ``Answer``, or `refusal`.
        package let answer: String
        /// Why the request was refused; `nil`: it was good.
        package let problem: String?
        /// The number of the credentials that were handed out.
        package let credential: Int?
    }
}
