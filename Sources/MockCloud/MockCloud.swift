import NIOCore
import NIOPosix

/// A cloud on loopback, for scenarios that run side by side.
///
/// Callers reach it through the sandbox protocol (docs/sandbox-protocol.md, section 3): one port, told apart by the
/// preamble of each connection.
///
/// Google's side speaks TLS with certificates for the real names. So a scenario that is to get there
/// - has a ``CloudScript/google`` whose audience, service account and project are those of the config under test,
/// - finds ``certificateAuthority`` in a file that `REQUESTS_CA_BUNDLE` and `SSL_CERT_FILE` name,
/// - and has `AWS_REGION` set, as on MWAA.
///
/// The ``Ledger`` then tells each exchange: `request` entries of what Google refused have the precise reason as their
/// problem; `issuedTokens` are the access tokens, which are secrets like the credentials.
package struct MockCloud: Sendable {
    /// The port on 127.0.0.1.
    package let port: Int
    /// The certificate, as PEM, of the authority that signed those of Google's names in this run. Its key is not to be had.
    package let certificateAuthority: String
    private let registry: Registry
    private let eventLoop: any EventLoop

    /// Starts a cloud, and stops it when `body` has ended; scenarios that are still open then are dropped.
    ///
    /// - Throws: what `body` throws, and NIO's error when no port can be had.
    package static func run<Result: Sendable>(
        _ body: (MockCloud) async throws -> Result
    ) async throws -> Result {
        let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
        do {
            let identities = try TLSIdentities()
            let registry = Registry(identities: identities)
            let listener = try await listen(on: group, registry)
            guard let port = listener.localAddress?.port else { throw ChannelError.unknownLocalAddress }
            let cloud = MockCloud(
                port: port, certificateAuthority: identities.authorityPEM, registry: registry, eventLoop: group.next())
            let result = try await body(cloud)
            try await group.shutdownGracefully()
            return result
        } catch {
            try? await group.shutdownGracefully()
            throw error
        }
    }

    private static func listen(
        on group: MultiThreadedEventLoopGroup, _ registry: Registry
    ) async throws -> any Channel {
        try await ServerBootstrap(group: group)
            .serverChannelOption(.backlog, value: 4_096)
            .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
            .childChannelOption(.tcpOption(.tcp_nodelay), value: 1)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandler(WireHandler(registry: registry))
                }
            }
            .bind(host: "127.0.0.1", port: 0).get()
    }

    /// Begins a scenario.
    ///
    /// - Parameter id: matches `[A-Za-z0-9._-]{1,64}`.
    /// - Throws: when the id is not of that form, or a scenario of that id is open.
    package func open(_ id: String, script: CloudScript) throws(MockCloudError) {
        guard ScenarioID.isValid(id) else { throw .invalidScenario(id) }
        guard registry.open(Scenario(id: id, script: script)) else { throw .duplicateScenario(id) }
    }

    /// Ends a scenario and gives all that happened in it.
    ///
    /// Its processes should have ended: then their sockets are closed, and this returns as soon as the last byte that
    /// they sent has been read, so that nothing is missing from the ledger. What is still open after `grace` real
    /// seconds is cut, and the ledger says so.
    ///
    /// - Throws: when no scenario of that id is open.
    package func close(_ id: String, grace: Int = 2) async throws(MockCloudError) -> Ledger {
        guard let scenario = registry.scenario(id) else { throw .unknownScenario(id) }
        let deadline = eventLoop.scheduleTask(in: .seconds(Int64(grace))) { scenario.cutOff() }
        await withCheckedContinuation { continuation in
            scenario.whenIdle { continuation.resume() }
        }
        deadline.cancel()
        registry.remove(id)
        return scenario.ledger
    }

    /// What came that belongs to no open scenario, described; at most 100 of them.
    package var strays: [String] { registry.strays }
}

/// A scenario's id was used wrongly.
package enum MockCloudError: Error, Hashable {
    case invalidScenario(String)
    case duplicateScenario(String)
    case unknownScenario(String)
}
