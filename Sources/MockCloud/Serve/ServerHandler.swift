import Glibc
import NIOCore
import NIOSSL
import NIOTLS

/// One connection of a server: takes requests one after the other and answers each, in the open or in a tunnel.
final class ServerHandler: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    let state: ServerState
    var place = Place.open
    private var parser = RequestParser()
    private var reserved = 0
    private var phase = Phase.waiting
    private var steps: ArraySlice<Step> = []
    private var isPersistent = false
    /// Whether the caller has to wait with its bytes until the answer is out.
    private var isPaused = false
    /// Goes on with the answer at its time.
    private var release: Scheduled<Void>?
    /// When the connection must have got further.
    private var deadline = NIODeadline.now()
    /// Looks after the deadline; it may be set too early.
    private var timer: (task: Scheduled<Void>, deadline: NIODeadline)?

    /// What the requests on the connection are for.
    enum Place {
        /// The listener itself: the container endpoint, or a tunnel.
        case open
        /// The inside of a tunnel; with the name of the fault that TLS has.
        case tunnel(Address, Route, fault: String?)
    }

    private enum Phase {
        /// For the first byte of a request.
        case waiting
        /// For the rest of it, or of the handshake.
        case reading
        case answering
        /// Everything was said; what still comes is dropped.
        case leaving
    }

    init(state: ServerState) {
        self.state = state
    }

    func channelActive(context: ChannelHandlerContext) {
        state.welcome(context.channel)
        expect(within: state.limits.requestSeconds, context)
        context.fireChannelActive()
    }

    func channelInactive(context: ChannelHandlerContext) {
        timer?.task.cancel()
        release?.cancel()
        _ = state.reserve(-reserved)
        state.goodbye(context.channel)
        context.fireChannelInactive()
    }

    /// Whether something followed the request that is being answered.
    var hasLeftovers: Bool { parser.count > 0 }

    // MARK: Requests

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        if case .leaving = phase { return }
        let buffer = unwrapInboundIn(data)
        guard state.reserve(buffer.readableBytes) else {
            return drop("the server keeps too many unfinished requests", context)
        }
        reserved += buffer.readableBytes
        switch phase {
        case .answering:
            parser.keep(buffer.readableBytesView)
            if !isPaused {
                isPaused = true
                context.channel.setOption(.autoRead, value: false).whenComplete { _ in }
            }
        case .waiting:
            phase = .reading
            expect(within: state.limits.requestSeconds, context)
            look(at: buffer.readableBytesView, context)
        case .reading: look(at: buffer.readableBytesView, context)
        case .leaving: break
        }
    }

    private func look(at bytes: some Collection<UInt8>, _ context: ChannelHandlerContext) {
        do throws(RequestParser.Failure) {
            if let request = try parser.receive(bytes) { answer(request, context) } else { acknowledge(context) }
        } catch {
            state.report(.dropped(reason: error.problem, time: ServerState.now))
            say(Reply(error.status, contentType: "text/plain; charset=utf-8"), context)
        }
    }

    /// Tells the caller at once that its bytes have come. urllib3 leaves Nagle's algorithm on where there is a proxy (2.2):
    /// it keeps a request's head back until the end of the handshake is acknowledged, and its body until the head is; Linux
    /// puts that off for 40 ms.
    private func acknowledge(_ context: ChannelHandlerContext) {
        try? context.channel.syncOptions?.setOption(.tcpOption(.init(rawValue: TCP_QUICKACK)), value: 1)
    }

    private func answer(_ request: HTTPRequest, _ context: ChannelHandlerContext) {
        parser.next()
        _ = state.reserve(parser.count - reserved)
        reserved = parser.count
        phase = .answering
        state.mark(context.channel, waiting: false)
        isPersistent = request.isPersistent
        switch place {
        case .open where request.method == "CONNECT": openTunnel(request, context)
        case .open: serve(request, at: Self.address(of: request), by: .container, context)
        case .tunnel(let address, let route, _): serve(request, at: address, by: route, context)
        }
    }

    private func serve(
        _ request: HTTPRequest, at address: Address, by route: Route, _ context: ChannelHandlerContext
    ) {
        let (exchange, visit) = state.respond(to: request, at: address, by: route)
        let isCut = visit.answer.connection != .accept || visit.answer.tls != .honest
        let isSilent = exchange.answer.silence == .forEver
        state.report(
            .request(
                ServerEvent.Request(
                    time: visit.start, host: address.host, method: request.method,
                    path: String(request.target.prefix { $0 != "?" }),
                    status: isCut || isSilent ? nil : exchange.reply.status,
                    answer: isCut ? visit.answer.name : exchange.answer.name, problem: exchange.problem,
                    credential: isCut || isSilent ? nil : exchange.credential)))
        // A fault of connecting, of which a connection that is open already can only be cut.
        if isCut { return context.abort() }
        begin(
            Step.all(of: exchange, from: visit.start, skew: state.script.clockSkew, persistent: isPersistent), context)
    }

    // MARK: Answers

    /// A last answer of the server's own.
    func say(_ reply: Reply, _ context: ChannelHandlerContext) {
        phase = .answering
        isPersistent = false
        let exchange = Exchange(reply: reply, answer: Answer("refusal"))
        begin(Step.all(of: exchange, from: ServerState.now, skew: 0, persistent: false), context)
    }

    private func begin(_ steps: [Step], _ context: ChannelHandlerContext) {
        self.steps = steps[...]
        proceed(context)
    }

    private func proceed(_ context: ChannelHandlerContext) {
        while let step = steps.popFirst() {
            switch step {
            case .note: break
            case .write(let bytes): return write(bytes, context)
            case .wait(let time):
                let delay = max(0, time.nanoseconds - ServerState.now.nanoseconds)
                expect(within: delay / 1_000_000_000 + state.limits.silenceSeconds, context)
                release = context.eventLoop.assumeIsolated().scheduleTask(in: .nanoseconds(delay)) {
                    self.proceed(context)
                }
                return
            case .silence: return expect(within: state.limits.silenceSeconds, context)
            case .end: return leave(context)
            case .reset: return context.abort()
            }
        }
        finish(context)
    }

    private func write(_ bytes: [UInt8], _ context: ChannelHandlerContext) {
        // A caller who does not take its answer has as long as for a request.
        expect(within: state.limits.requestSeconds, context)
        let buffer = context.channel.allocator.buffer(bytes: bytes)
        let written = context.writeAndFlush(wrapOutboundOut(buffer)).assumeIsolated()
        written.whenSuccess { self.proceed(context) }
    }

    /// The answer is out: to the next request, which may be here already.
    func finish(_ context: ChannelHandlerContext) {
        state.mark(context.channel, waiting: true)
        resume(context)
        guard parser.count > 0 else {
            phase = .waiting
            return expect(within: state.limits.idleSeconds, context)
        }
        phase = .reading
        expect(within: state.limits.requestSeconds, context)
        // Later, for many requests that came together would end the stack, and keep the others waiting.
        context.eventLoop.assumeIsolated().execute {
            if case .reading = self.phase { self.look(at: [], context) }
        }
    }

    /// Takes bytes from the caller again.
    private func resume(_ context: ChannelHandlerContext) {
        guard isPaused else { return }
        isPaused = false
        context.channel.setOption(.autoRead, value: true).whenComplete { _ in }
    }

    /// Ends the server's side. What the caller still sends is dropped for a while: closing with unread bytes would reset
    /// the connection, and take the answer from the caller.
    private func leave(_ context: ChannelHandlerContext) {
        phase = .leaving
        _ = state.reserve(-reserved)
        reserved = 0
        parser = RequestParser()
        resume(context)
        expect(within: min(5, state.limits.requestSeconds), context)
        context.close(mode: .output, promise: nil)
    }

    func drop(_ reason: String, _ context: ChannelHandlerContext) {
        state.report(.dropped(reason: reason, time: ServerState.now))
        context.abort()
    }

    // MARK: Time

    /// Sets the time by which the connection must get further.
    ///
    /// A timer that comes earlier is left as it is, and set again when it does: requests are many more than timers.
    private func expect(within seconds: Int64, _ context: ChannelHandlerContext) {
        deadline = .now() + .seconds(seconds)
        if let timer, timer.deadline <= deadline { return }
        timer?.task.cancel()
        startTimer(context)
    }

    private func startTimer(_ context: ChannelHandlerContext) {
        let task = context.eventLoop.assumeIsolated().scheduleTask(deadline: deadline) {
            self.timer = nil
            if self.deadline <= .now() { self.timeIsUp(context) } else { self.startTimer(context) }
        }
        timer = (task, deadline)
    }

    private func timeIsUp(_ context: ChannelHandlerContext) {
        switch phase {
        case .reading: drop("a request was not complete after \(state.limits.requestSeconds) seconds", context)
        case .answering: context.abort()
        case .waiting, .leaving: context.close(promise: nil)
        }
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        // At once: the goodbye of TLS would wait for the caller's.
        if event is MakeRoom {
            context.belowTLS.close(promise: nil)
        } else {
            if case .handshakeCompleted? = event as? TLSUserEvent { acknowledge(context) }
            context.fireUserInboundEventTriggered(event)
        }
    }

    // MARK: Errors

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        if case .handshakeFailed? = error as? NIOSSLError, case .tunnel(let address, _, let fault) = place {
            state.report(.handshakeFailed(host: address.host, fault: fault, time: ServerState.now))
        }
        context.close(promise: nil)
    }
}
