import Glibc
import NIOCore

/// Asks the wire to end the connection with a reset, below any TLS, which would say goodbye first.
struct Abort: Sendable {}

extension ChannelHandlerContext {
    /// Ends the connection with a reset, from this handler's place outwards.
    func abort() {
        guard let options = channel as? any SocketOptionProvider else { return close(promise: nil) }
        options.setSoLinger(linger(l_onoff: 1, l_linger: 0)).assumeIsolated().whenComplete { _ in
            self.close(promise: nil)
        }
    }
}
