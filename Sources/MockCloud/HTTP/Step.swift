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

    /// The steps of one answer to a connection that was opened at `start`.
    ///
    /// - Parameter credential: the number of the credentials in `reply`, for the ledger.
    static func all(
        sending reply: Reply, as answer: Answer, from start: VirtualTime, credential: Int? = nil
    ) -> [Step] {
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
        steps.append(.note(.answer(name: answer.name, status: reply.status, credential: credential)))
        let body = reply.body.bytes
        let half = body.prefix(body.count / 2)
        switch answer.delivery {
        case .whole:
            steps += [.write(reply.head(bodyCount: body.count, at: time) + body), .end]
        case .cutShort:
            steps += [.write(reply.head(bodyCount: half.count, at: time) + half), .end]
        case .endedEarly:
            steps += [.write(reply.head(bodyCount: body.count, at: time) + half), .end]
        case .reset:
            steps += [.write(reply.head(bodyCount: body.count, at: time) + half), .reset]
        case .dripping(let pieces, let seconds):
            steps.append(.write(reply.head(bodyCount: body.count, at: time)))
            let pieces = max(1, pieces)
            for piece in 0..<pieces {
                time = time + seconds
                let range = (body.count * piece / pieces)..<(body.count * (piece + 1) / pieces)
                steps += [.wait(until: time), .write(Array(body[range]))]
            }
            steps.append(.end)
        }
        return steps
    }
}

extension Reply {
    /// The status line and headers, with the empty line after them.
    func head(bodyCount: Int, at time: VirtualTime) -> [UInt8] {
        var text = "HTTP/1.1 \(status) \(Self.reasons[status] ?? "Unknown")\r\n"
        if let contentType { text += "Content-Type: \(contentType)\r\n" }
        for header in headers { text += "\(header.name): \(header.value)\r\n" }
        text += "Date: \(CalendarDate(time).http)\r\nContent-Length: \(bodyCount)\r\nConnection: close\r\n\r\n"
        return Array(text.utf8)
    }

    private static let reasons = [
        200: "OK", 204: "No Content", 400: "Bad Request", 401: "Unauthorized", 403: "Forbidden", 404: "Not Found",
        405: "Method Not Allowed", 413: "Content Too Large", 429: "Too Many Requests",
        431: "Request Header Fields Too Large", 500: "Internal Server Error", 501: "Not Implemented",
        503: "Service Unavailable",
    ]
}
