import Glibc
import NIOCore

/// Answers the host's questions about one process of a scenario, a line each.
final class ControlHandler: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    private let scenario: Scenario
    private let process: Int
    private var line: [UInt8] = []
    /// The time of the last question that had one.
    private var now = VirtualTime(nanoseconds: 0)

    init(scenario: Scenario, process: Int) {
        self.scenario = scenario
        self.process = process
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        for byte in unwrapInboundIn(data).readableBytesView {
            guard byte == 0x0A else {
                line.append(byte)
                if line.count > Preamble.limit { return violate("a control line without an end", context) }
                continue
            }
            guard let question = ControlQuestion(line) else { return violate("not a control question", context) }
            line.removeAll(keepingCapacity: true)
            let answer = context.channel.allocator.buffer(string: answer(question) + "\n")
            context.writeAndFlush(wrapOutboundOut(answer), promise: nil)
        }
    }

    private func answer(_ question: ControlQuestion) -> String {
        switch question {
        case .resolve(let name, let time):
            now = time
            let isKnown = scenario.script.knows(name: name)
            scenario.record(
                .resolve(name: name, known: isKnown), by: process, at: time,
                problem: isKnown ? nil : "nothing in the scenario has the name \(name)")
            return isKnown ? "known" : "unknown"
        case .datagram(let address, let time):
            now = time
            scenario.record(
                .datagram(address), by: process, at: time, problem: "nothing in the scenario takes datagrams")
            return "ok"
        case .state(let number, let bytesSent):
            return state(scenario.connection(number), bytesSent)
        case .release(let number, let time):
            now = time
            if scenario.release(number, at: time), let connection = scenario.connection(number) {
                connection.channel.pipeline.fireUserInboundEventTriggered(Released())
            }
            return "ok"
        }
    }

    private func state(_ connection: Connection?, _ bytesSent: Int) -> String {
        guard let connection else { return "closed" }
        let isOpen = connection.channel.isActive
        if isOpen, connection.received < bytesSent { return "unread" }
        if isOpen, unacknowledgedBytes(connection.channel) > 0 { return "answering" }
        switch connection.phase {
        case .listening: return "idle"
        case .replying: return isOpen ? "answering" : "closed"
        case .waiting(let time): return "until \(time)"
        case .silent: return "never"
        case .ended: return "closed"
        }
    }

    /// Bytes that the mock wrote and the caller's kernel does not have yet. On loopback that is hardly ever so, but
    /// hardly ever is not never.
    private func unacknowledgedBytes(_ channel: any Channel) -> Int {
        var count: CInt = 0
        let pipeline = channel.pipeline.syncOperations
        _ = try? pipeline.withUnsafeTransportIfAvailable(of: NIOBSDSocket.Handle.self) { socket in
            ioctl(socket, UInt(TIOCOUTQ), &count)
        }
        return Int(count)
    }

    private func violate(_ problem: String, _ context: ChannelHandlerContext) {
        scenario.record(.violation(problem), by: process, at: now, problem: problem)
        context.close(promise: nil)
    }
}

/// Tells a conversation that the time it waits for has come.
struct Released: Sendable {}
