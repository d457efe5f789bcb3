import NIOCore

/// Plays a proxy on one connection: takes the request for a tunnel, and lets the conversation through that follows.
final class ProxyHandler: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    private let scenario: Scenario
    private let connection: Int
    private let identities: TLSIdentities
    private var parser = RequestParser()
    private var stage = Stage.asked

    private enum Stage {
        /// Until the whole request for the tunnel is there.
        case asked
        case tunnel
        /// There is no tunnel, and what still comes is dropped.
        case over
    }

    init(scenario: Scenario, connection: Int, identities: TLSIdentities) {
        self.scenario = scenario
        self.connection = connection
        self.identities = identities
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch stage {
        case .tunnel: return context.fireChannelRead(data)
        case .over: return
        case .asked: break
        }
        do throws(RequestParser.Failure) {
            guard let request = try parser.receive(unwrapInboundIn(data).readableBytesView) else { return }
            parser.next()
            // Nobody sends into a tunnel before it is there.
            guard parser.count == 0 else { throw .init(status: 400, problem: "bytes came before the tunnel was there") }
            open(request, context)
        } catch {
            scenario.note(.violation(error.problem), problem: error.problem, on: connection)
            refuse(Reply(error.status, contentType: "text/plain; charset=utf-8"), context)
        }
    }

    private func open(_ request: HTTPRequest, _ context: ChannelHandlerContext) {
        switch scenario.openTunnel(request, on: connection) {
        case .silent:
            stage = .over
            scenario.move(connection, to: .silent)
        case .refused(let reply, _): refuse(reply, context)
        case .established:
            stage = .tunnel
            do {
                // The answer goes out below the handlers that are put behind this one.
                write(Tunnel.established, then: .listening, context)
                try context.pipeline.syncOperations.addConversation(connection, of: scenario, identities)
            } catch {
                context.close(promise: nil)
            }
        }
    }

    private func refuse(_ reply: Reply, _ context: ChannelHandlerContext) {
        stage = .over
        let body = reply.body.bytes
        let start = scenario.connection(connection)?.now ?? VirtualTime(nanoseconds: 0)
        write(reply.head(bodyCount: body.count, at: start, persistent: false) + body, then: .ended, context)
        context.close(mode: .output, promise: nil)
    }

    private func write(_ bytes: [UInt8], then phase: Connection.Phase, _ context: ChannelHandlerContext) {
        scenario.move(connection, to: .replying)
        let buffer = context.channel.allocator.buffer(bytes: bytes)
        context.writeAndFlush(wrapOutboundOut(buffer)).assumeIsolated().whenSuccess {
            self.scenario.move(self.connection, to: phase)
        }
    }
}

extension ChannelPipeline.SynchronousOperations {
    /// Adds what talks with a caller, behind TLS where the route of the connection speaks it.
    func addConversation(_ number: Int, of scenario: Scenario, _ identities: TLSIdentities) throws {
        if let visit = scenario.connection(number)?.visit, case .google = visit.route {
            if visit.answer.tls == .reset {
                try addHandler(ResettingHandler(scenario: scenario, connection: number))
            } else {
                try addHandler(identities.handler(for: visit.address.host, conduct: visit.answer.tls))
            }
        }
        try addHandler(ConversationHandler(scenario: scenario, connection: number))
    }
}
