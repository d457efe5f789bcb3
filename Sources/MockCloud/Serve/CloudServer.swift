import Glibc
import NIOCore
import NIOPosix

/// A mock cloud for programs that run outside the sandbox: a local runner, containers of a compose file.
///
/// One plain HTTP listener in real time. Requests for the container endpoint's path get credentials; CONNECT to one of
/// Google's names gives a tunnel that ends here, in TLS with a certificate of the run. Everything else is refused; nothing
/// is ever passed on.
package struct CloudServer: Sendable {
    /// Where it listens: a literal address, and the port that was had.
    package let host: String
    package let port: Int
    /// The certificate of the run's authority as PEM.
    package let certificateAuthority: String
    private let state: ServerState

    /// Connections that are open now.
    package var connectionCount: Int { state.connectionCount }

    /// Starts a server, and stops it when `body` has ended; connections that are still open then are closed.
    ///
    /// - Parameters:
    ///   - host: a literal address or a name of this machine; `port` may be 0 for any that is free.
    ///   - report: called for each event, on the server's own thread; it must not wait.
    /// - Throws: what `body` throws, and ``CloudServerError`` when it cannot listen there.
    package static func run<Result: Sendable>(
        host: String, port: Int, script: CloudScript, limits: ServerLimits = ServerLimits(),
        report: @escaping @Sendable (ServerEvent) -> Void, _ body: (CloudServer) async throws -> Result
    ) async throws -> Result {
        let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
        do {
            let identities = try TLSIdentities()
            let state = ServerState(
                script: script, limits: limits.withinDescriptors(), identities: identities, tell: report)
            let listener = try await listen(host, port, on: group, state)
            guard let address = listener.localAddress, let port = address.port else {
                throw ChannelError.unknownLocalAddress
            }
            let server = CloudServer(
                host: address.ipAddress ?? host, port: port, certificateAuthority: identities.authorityPEM, state: state
            )
            let result = try await body(server)
            try? await listener.close()
            state.closeAll()
            try await group.shutdownGracefully()
            return result
        } catch {
            try? await group.shutdownGracefully()
            throw error
        }
    }

    private static func listen(
        _ host: String, _ port: Int, on group: MultiThreadedEventLoopGroup, _ state: ServerState
    ) async throws -> any Channel {
        let bootstrap = ServerBootstrap(group: group)
            .serverChannelOption(.backlog, value: 1_024)
            .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
            .childChannelOption(.tcpOption(.tcp_nodelay), value: 1)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandler(ServerHandler(state: state))
                }
            }
        do {
            return try await bootstrap.bind(host: host, port: port).get()
        } catch {
            throw CloudServerError(address: "\(host):\(port)", error)
        }
    }
}

/// A ``CloudServer`` cannot listen where it should.
package struct CloudServerError: Error, Hashable {
    /// As it was asked for.
    package let address: String
    /// For people, such as "Address already in use".
    package let reason: String

    init(address: String, _ error: any Error) {
        self.address = address
        switch error {
        case let error as IOError: reason = String(cString: strerror(error.errnoCode))
        case is SocketAddressError, is NIOConnectionError: reason = "no address of this machine has that name"
        default: reason = "\(error)"
        }
    }
}
