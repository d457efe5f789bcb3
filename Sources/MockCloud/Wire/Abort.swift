import Glibc
import NIOCore
import NIOSSL

extension ChannelHandlerContext {
    /// The place from which nothing goes through TLS, if there is TLS; else this one.
    var belowTLS: ChannelHandlerContext {
        (try? pipeline.syncOperations.context(handlerType: NIOSSLServerHandler.self)) ?? self
    }

    /// Ends the connection with a reset, below any TLS, which would say goodbye first.
    func abort() {
        let place = belowTLS
        guard let options = channel as? any SocketOptionProvider else { return place.close(promise: nil) }
        options.setSoLinger(linger(l_onoff: 1, l_linger: 0)).assumeIsolated().whenComplete { _ in
            place.close(promise: nil)
        }
    }
}
