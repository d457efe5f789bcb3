/// What a conversation does after its request, in order.
enum Step: Hashable {
    case note(Ledger.Event)
    case write([UInt8])
    /// Say nothing until then.
    case wait(until: VirtualTime)
    /// Say nothing more, and stay open.
    case silence
    /// An orderly end.
    case end
    /// An end by RST.
    case reset

    /// The steps of an answer to a caller who came at `start`, in the caller's time.
    ///
    /// - Parameters:
    ///   - skew: seconds by which the service's clock, which dates its replies, is ahead.
    ///   - persistent: whether the connection may serve another request afterwards; then no step ends it unless the
    ///     answer is of a kind that does.
    static func all(of exchange: Exchange, from start: VirtualTime, skew: Int64, persistent: Bool) -> [Step] {
        let answer = exchange.answer
        let reply = exchange.reply
        var steps: [Step] = []
        var time = start
        switch answer.silence {
        case .none: break
        case .seconds(let seconds):
            time = start + seconds
            steps += [.note(.withheld(name: answer.name, until: time)), .wait(until: time)]
        case .forEver:
            return [.note(.withheld(name: answer.name, until: nil)), .silence]
        }
        steps.append(.note(.answer(name: answer.name, status: reply.status, credential: exchange.credential)))
        lazy var body = reply.body.bytes
        lazy var half = body.prefix(body.count / 2)
        func head(_ count: Int, persistent: Bool = persistent) -> [UInt8] {
            reply.head(bodyCount: count, at: time + skew, persistent: persistent)
        }
        switch answer.delivery {
        case .whole:
            let pieces = reply.body.pieces
            steps.append(.write(head(pieces.reduce(0) { $0 + $1.count }) + pieces[0]))
            steps += pieces.dropFirst().map { .write($0) }
        case .cutShort: steps.append(.write(head(half.count) + half))
        case .endedEarly: steps += [.write(head(body.count, persistent: false) + half), .end]
        case .reset: steps += [.write(head(body.count, persistent: false) + half), .reset]
        case .dripping(let pieces, let seconds):
            steps.append(.write(head(body.count)))
            let pieces = max(1, pieces)
            for piece in 0..<pieces {
                time = time + seconds
                let range = (body.count * piece / pieces)..<(body.count * (piece + 1) / pieces)
                steps += [.wait(until: time), .write(Array(body[range]))]
            }
        }
        switch steps.last {
        case .end, .reset: break
        default: if !persistent { steps.append(.end) }
        }
        return steps
    }
}

extension Reply {
    /// The status line and headers, with the empty line after them.
    func head(bodyCount: Int, at time: VirtualTime, persistent: Bool) -> [UInt8] {
        var text = "HTTP/1.1 \(status) \(Self.reasons[status] ?? "Unknown")\r\n"
        if let contentType { text += "Content-Type: \(contentType)\r\n" }
        for header in headers { text += "\(header.name): \(header.value)\r\n" }
        text += "Date: \(CalendarDate(time).http)\r\nContent-Length: \(bodyCount)\r\n"
        text += persistent ? "\r\n" : "Connection: close\r\n\r\n"
        return Array(text.utf8)
    }

    private static let reasons = [
        200: "OK", 204: "No Content", 400: "Bad Request", 401: "Unauthorized", 403: "Forbidden", 404: "Not Found",
        405: "Method Not Allowed", 413: "Content Too Large", 429: "Too Many Requests",
        431: "Request Header Fields Too Large", 500: "Internal Server Error", 501: "Not Implemented",
        502: "Bad Gateway", 503: "Service Unavailable",
    ]
}
