import Glibc

/// What callers of a ``CloudServer`` may cost.
package struct ServerLimits: Sendable, Hashable {
    /// Connections at a time. One more, and that which has waited longest for a request is closed.
    package var connections: Int
    /// Bytes of requests that are not whole yet, of all connections together.
    package var pendingBytes: Int
    /// Seconds from a request's first byte to its last, and for the handshake of TLS.
    package var requestSeconds: Int64
    /// Seconds that a connection may wait for its next request.
    package var idleSeconds: Int64
    /// Seconds that a connection is kept open by a service that says nothing for ever.
    package var silenceSeconds: Int64

    package init(
        connections: Int = 4_096, pendingBytes: Int = 64 << 20, requestSeconds: Int64 = 30, idleSeconds: Int64 = 120,
        silenceSeconds: Int64 = 600
    ) {
        self.connections = connections
        self.pendingBytes = pendingBytes
        self.requestSeconds = requestSeconds
        self.idleSeconds = idleSeconds
        self.silenceSeconds = silenceSeconds
    }

    /// As many connections as the process may have descriptors for, with some left for the rest of it.
    func withinDescriptors() -> Self {
        var limit = rlimit()
        guard getrlimit(__rlimit_resource_t(UInt32(RLIMIT_NOFILE.rawValue)), &limit) == 0 else { return self }
        var limits = self
        limits.connections = max(1, min(connections, Int(clamping: limit.rlim_cur) - 64))
        return limits
    }
}
