/// The answers that scenarios are made of. Names are stable: reports and documentation use them.
extension Answer {
    /// What a healthy service says.
    package static let normal = Answer("normal")

    // MARK: Connecting

    package static let refused = Answer("refused", connection: .refuse)
    package static let unreachable = Answer("unreachable", connection: .unreachable)
    package static let blackhole = Answer("blackhole", connection: .blackhole)

    // MARK: Time

    /// Accepts the connection and the request, and never says a word.
    package static let never = Answer("never", silence: .forEver)

    /// A good answer, `seconds` after the connection.
    package static func slow(seconds: Int64) -> Answer { Answer("slow", silence: .seconds(seconds)) }

    /// A good answer whose body comes in `pieces`, each `seconds` after the one before.
    package static func dripping(pieces: Int, seconds: Int64) -> Answer {
        Answer("dripping", delivery: .dripping(pieces: pieces, seconds: seconds))
    }

    // MARK: Broken bodies

    package static let resetInBody = Answer("reset-in-body", delivery: .reset)
    /// Half the JSON; the declared length is the whole one's, and the connection ends.
    package static let endedEarly = Answer("ended-early", delivery: .endedEarly)
    /// Half the JSON, as if it were all.
    package static let truncated = Answer("truncated", delivery: .cutShort)
    package static let emptyBody = Answer(
        "empty-body", content: .fixed(Reply(200, contentType: "application/json")))
    package static let html = Answer(
        "html",
        content: .fixed(
            Reply(
                200, contentType: "text/html; charset=utf-8",
                body: .text("<!DOCTYPE html>\n<html><head><title>Sign in</title></head><body>Sign in</body></html>\n"))
        ))
    /// 10 MiB of valid JSON that means nothing.
    package static let huge = Answer(
        "huge", content: .fixed(Reply(200, contentType: "application/json", body: .filler(10 << 20))))
    package static let wrongContentType = Answer("wrong-content-type", content: .normal(contentType: "text/plain"))

    // MARK: Wrong members

    package static func missing(_ member: String) -> Answer {
        Answer("missing-\(member)", content: .normal(edits: [.remove(member)]))
    }

    package static func null(_ member: String) -> Answer {
        Answer("null-\(member)", content: .normal(edits: [.replace(member, json: "null")]))
    }

    // MARK: Status

    package static let notFound = Answer(
        "not-found",
        content: .fixed(
            Reply(404, contentType: "text/plain; charset=utf-8", body: .text("404 page not found\n"))))

    /// The container agent's rate limit; `retryAfter` in seconds adds the header, which the agent itself does not send.
    package static func throttled(retryAfter: Int? = nil) -> Answer {
        Answer(
            "throttled",
            content: .fixed(
                Reply(
                    429, contentType: "text/plain; charset=utf-8",
                    headers: retryAfter.map { [Header("Retry-After", String($0))] } ?? [],
                    body: .text("You have reached maximum request limit."))))
    }
}
