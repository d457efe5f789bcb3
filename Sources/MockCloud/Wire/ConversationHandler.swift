import NIOCore
import NIOSSL

/// Holds one conversation: takes one request, and does the steps of its answer.
final class ConversationHandler: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    private let scenario: Scenario
    private let connection: Int
    private var parser = RequestParser()
    private var isListening = true
    private var steps: ArraySlice<Step> = []

    init(scenario: Scenario, connection: Int) {
        self.scenario = scenario
        self.connection = connection
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        guard isListening else { return }
        do throws(RequestParser.Failure) {
            guard let request = try parser.receive(unwrapInboundIn(data).readableBytesView) else { return }
            begin(scenario.respond(to: request, on: connection), context)
        } catch {
            scenario.note(.violation(error.problem), problem: error.problem, on: connection)
            begin(scenario.refuse(error, on: connection), context)
        }
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        if event is Released { proceed(context) } else { context.fireUserInboundEventTriggered(event) }
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        if case .handshakeFailed? = error as? NIOSSLError { scenario.handshakeFailed(on: connection) }
        context.close(promise: nil)
    }

    private func begin(_ steps: [Step], _ context: ChannelHandlerContext) {
        isListening = false
        parser = RequestParser()
        self.steps = steps[...]
        proceed(context)
    }

    private func proceed(_ context: ChannelHandlerContext) {
        while let step = steps.popFirst() {
            switch step {
            case .note(let event): scenario.note(event, on: connection)
            case .write(let bytes): return write(bytes, context)
            case .wait(let time): return scenario.move(connection, to: .waiting(until: time))
            case .silence: return scenario.move(connection, to: .silent)
            case .end:
                // What the caller still sends is read and dropped until it closes: closing with unread bytes would
                // reset the connection, and take the answer from the caller.
                scenario.move(connection, to: .ended)
                return context.close(mode: .output, promise: nil)
            case .reset:
                scenario.move(connection, to: .ended)
                return context.abort()
            }
        }
    }

    private func write(_ bytes: [UInt8], _ context: ChannelHandlerContext) {
        scenario.move(connection, to: .replying)
        let buffer = context.channel.allocator.buffer(bytes: bytes)
        context.writeAndFlush(wrapOutboundOut(buffer)).assumeIsolated().whenSuccess { self.proceed(context) }
    }
}

/// Stands where TLS would, and resets the connection when the caller begins it.
final class ResettingHandler: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer

    private let scenario: Scenario
    private let connection: Int

    init(scenario: Scenario, connection: Int) {
        self.scenario = scenario
        self.connection = connection
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        scenario.handshakeFailed(on: connection)
        scenario.move(connection, to: .ended)
        context.abort()
    }
}
