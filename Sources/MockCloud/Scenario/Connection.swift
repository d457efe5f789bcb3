import NIOCore

/// What a scenario knows of one data connection.
struct Connection {
    let channel: any Channel
    /// On a connection to a proxy that of the proxy, until there is a tunnel.
    var visit: Visit
    /// Where its entries go in the journal.
    let slot: Int
    /// The latest time known on it: its opening, or the last release.
    var now: VirtualTime
    /// Bytes taken from the socket after the preamble.
    var received = 0
    /// How many of them asked a proxy for the tunnel that the connection is.
    var receivedBeforeTunnel = 0
    var phase = Phase.listening

    enum Phase: Hashable {
        /// Waiting for the rest of the request.
        case listening
        /// Bytes of the reply have not been taken by the kernel yet.
        case replying
        case waiting(until: VirtualTime)
        case silent
        /// The mock has ended its side, or the connection is gone.
        case ended
    }
}
