/// What a service does with one connection: the caller's fate in one value.
///
/// Every connection carries one request, so answers are counted by connections: the first answer of a list is for the
/// first connection to the service, and so on; the last one repeats. So `refused` has its place in the list like any
/// other, and parallel callers always get the same answers.
package struct Answer: Sendable, Hashable {
    /// A stable name for reports and ledgers, such as `throttled`.
    package var name: String
    /// How connecting ends; for all but `accept` nothing else matters.
    package var connection: Verdict
    /// What becomes of TLS, where the service speaks it.
    package var tls: TLSConduct
    package var content: Content
    package var delivery: Delivery
    /// How long the service says nothing after the request.
    package var silence: Silence

    package init(
        _ name: String, connection: Verdict = .accept, tls: TLSConduct = .honest, content: Content = .normal(),
        delivery: Delivery = .whole, silence: Silence = .none
    ) {
        self.name = name
        self.connection = connection
        self.tls = tls
        self.content = content
        self.delivery = delivery
        self.silence = silence
    }

    package enum Content: Sendable, Hashable {
        /// What the service says when all is well with it, which may be a refusal of a bad request.
        ///
        /// - Parameters:
        ///   - edits: changes to the JSON members of a 200 answer.
        ///   - lifetime: how many seconds what is handed out is good for, counted from the connection; negative when
        ///     it has expired already. `nil` leaves that to the service.
        ///   - contentType: overrides the `Content-Type`.
        case normal(edits: [MemberEdit] = [], lifetime: Int64? = nil, contentType: String? = nil)
        /// This reply to any request that the service would have answered with 200.
        case fixed(Reply)
    }

    /// How the bytes of the reply go out.
    package enum Delivery: Sendable, Hashable {
        case whole
        /// Half of the body, with a `Content-Length` that agrees.
        case cutShort
        /// Half of the body, with the `Content-Length` of the whole, then an orderly end.
        case endedEarly
        /// Half of the body, with the `Content-Length` of the whole, then a reset.
        case reset
        /// The head at once, then the body in `pieces` (at least 1), each `seconds` after the one before.
        case dripping(pieces: Int, seconds: Int64)
    }

    /// Virtual seconds from the connection to the first byte of the reply.
    package enum Silence: Sendable, Hashable {
        case none
        case seconds(Int64)
        /// The connection stays open and silent.
        case forEver
    }
}

/// A change to the members of a JSON object before it is sent. A name that is not there is no error.
package enum MemberEdit: Sendable, Hashable {
    case remove(String)
    /// The member's value becomes this JSON text, which need not be valid.
    case replace(String, json: String)
    case rename(String, to: String)
}

/// A complete HTTP reply but for the headers that every reply has (`Date`, `Content-Length`, `Connection`).
package struct Reply: Sendable, Hashable {
    package var status: Int
    /// `nil`: no `Content-Type` at all.
    package var contentType: String?
    package var headers: [Header]
    package var body: Body

    package init(_ status: Int, contentType: String?, headers: [Header] = [], body: Body = .text("")) {
        self.status = status
        self.contentType = contentType
        self.headers = headers
        self.body = body
    }

    package enum Body: Sendable, Hashable {
        case text(String)
        /// A JSON object of exactly this many bytes (at least 10) with nothing of use in it.
        case filler(Int)

        var bytes: [UInt8] { Array(pieces.joined()) }

        /// The bytes in pieces, at least one; a long filler has many alike that share their memory.
        var pieces: [[UInt8]] {
            switch self {
            case .text(let text): return [Array(text.utf8)]
            case .filler(let count):
                let (opening, closing) = (Array(#"{"pad":""#.utf8), Array(#""}"#.utf8))
                let padding = max(0, count - opening.count - closing.count)
                let piece = [UInt8](repeating: UInt8(ascii: "x"), count: 64 * 1024)
                return [opening] + Array(repeating: piece, count: padding / piece.count)
                    + [Array(piece.prefix(padding % piece.count)) + closing]
            }
        }
    }
}

/// One header field of HTTP, its name as written.
package struct Header: Sendable, Hashable {
    package let name: String
    package let value: String

    package init(_ name: String, _ value: String) {
        self.name = name
        self.value = value
    }
}
