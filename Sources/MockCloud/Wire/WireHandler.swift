import NIOCore

/// The first handler of every connection: reads the preamble, then counts and passes on.
///
/// It counts what the kernel gave, below any TLS, because that is what the host knows that it sent.
final class WireHandler: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias InboundOut = ByteBuffer
    typealias OutboundOut = ByteBuffer

    private let registry: Registry
    private var stage = Stage.preamble([])
    private var deadline: Scheduled<Void>?

    private enum Stage {
        case preamble([UInt8])
        case data(Scenario, connection: Int)
        case control(Scenario)
        /// Not worth listening to any more.
        case done
    }

    /// A connection that says nothing is no use to anybody; this is real time, far beyond any real preamble's.
    private static let preambleLimit = TimeAmount.seconds(60)

    init(registry: Registry) {
        self.registry = registry
    }

    func channelActive(context: ChannelHandlerContext) {
        let channel = context.channel
        deadline = context.eventLoop.scheduleTask(in: Self.preambleLimit) { channel.close(promise: nil) }
        context.fireChannelActive()
    }

    func channelInactive(context: ChannelHandlerContext) {
        deadline?.cancel()
        switch stage {
        case .preamble(let bytes) where !bytes.isEmpty: registry.remember(stray: "a preamble without an end")
        case .data(let scenario, let connection): scenario.disown(context.channel, connection: connection)
        case .control(let scenario): scenario.disown(context.channel, connection: nil)
        case .preamble, .done: break
        }
        context.fireChannelInactive()
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        let buffer = unwrapInboundIn(data)
        switch stage {
        case .preamble(let bytes): readPreamble(bytes, buffer, context)
        case .data(let scenario, let connection):
            scenario.received(buffer.readableBytes, on: connection)
            context.fireChannelRead(data)
        case .control: context.fireChannelRead(data)
        case .done: break
        }
    }

    private func readPreamble(_ earlier: [UInt8], _ buffer: ByteBuffer, _ context: ChannelHandlerContext) {
        var bytes = earlier
        bytes.append(contentsOf: buffer.readableBytesView)
        guard let end = bytes.firstIndex(of: 0x0A) else {
            stage = .preamble(bytes)
            if bytes.count >= Preamble.limit { giveUp("a preamble without an end", context) }
            return
        }
        deadline?.cancel()
        guard end < Preamble.limit, let preamble = Preamble(bytes[..<end]) else {
            return giveUp("not a preamble", context)
        }
        do {
            switch preamble {
            case .control(let id, let pid): try beginControl(id, pid, context)
            case .data(let id, let number, let address, let time):
                try beginConversation(id, number, address, time, context)
            }
        } catch {
            return giveUp("the pipeline could not be built", context)
        }
        if end + 1 < bytes.count {
            channelRead(context: context, data: wrapInboundOut(ByteBuffer(bytes: bytes[(end + 1)...])))
        }
    }

    private func beginControl(_ id: String, _ pid: Int, _ context: ChannelHandlerContext) throws {
        guard let scenario = registry.scenario(id) else {
            return giveUp("a control connection of the unknown scenario \(id)", context)
        }
        scenario.adopt(context.channel)
        stage = .control(scenario)
        let handler = ControlHandler(scenario: scenario, process: scenario.process(pid))
        try context.pipeline.syncOperations.addHandler(handler)
    }

    private func beginConversation(
        _ id: String, _ number: Int, _ address: Address, _ time: VirtualTime, _ context: ChannelHandlerContext
    ) throws {
        guard let scenario = registry.scenario(id) else {
            registry.remember(stray: "a connection of the unknown scenario \(id) to \(address)")
            return finish(with: .refuse, context)
        }
        guard let verdict = scenario.connect(number, to: address, at: time, on: context.channel) else {
            stage = .done
            return context.close(promise: nil)
        }
        guard verdict == .accept else { return finish(with: verdict, context) }
        scenario.adopt(context.channel)
        stage = .data(scenario, connection: number)
        say(verdict, context)
        let pipeline = context.pipeline.syncOperations
        if case .proxy? = scenario.script.route(to: address) {
            try pipeline.addHandler(
                ProxyHandler(scenario: scenario, connection: number, identities: registry.identities))
        } else {
            try pipeline.addConversation(number, of: scenario, registry.identities)
        }
    }

    private func say(_ verdict: Verdict, _ context: ChannelHandlerContext) {
        let line = context.channel.allocator.buffer(string: "\(verdict.rawValue)\n")
        context.writeAndFlush(wrapOutboundOut(line), promise: nil)
    }

    private func finish(with verdict: Verdict, _ context: ChannelHandlerContext) {
        stage = .done
        say(verdict, context)
        context.close(promise: nil)
    }

    private func giveUp(_ reason: String, _ context: ChannelHandlerContext) {
        stage = .done
        deadline?.cancel()
        registry.remember(stray: reason)
        context.close(promise: nil)
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        // A reset by the caller, most often; whatever it is, this connection is over.
        context.close(promise: nil)
    }
}
