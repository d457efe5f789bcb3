/// Answers by the names that people give them: `NAME`, or `NAME:VALUE` for those that take a number or a member.
extension Answer {
    /// What a name may be, for documentation.
    package struct Kind: Sendable {
        /// With what follows the colon in capitals: `slow:SECONDS`.
        package let form: String
        /// For people, in a few words.
        package let meaning: String
        /// `nil` is given for no value, and is the answer to a wrong one.
        let make: @Sendable (String?) -> Answer?

        package var name: Substring { form.prefix { $0 != ":" } }

        init(_ answer: Answer, _ meaning: String) {
            form = answer.name
            self.meaning = meaning
            make = { $0 == nil ? answer : nil }
        }

        init(number form: String, _ meaning: String, _ make: @escaping @Sendable (Int64) -> Answer) {
            self.form = form
            self.meaning = meaning
            self.make = { $0.flatMap { Int64($0) }.flatMap { abs($0) <= 1_000_000_000 ? make($0) : nil } }
        }

        init(member form: String, _ meaning: String, _ make: @escaping @Sendable (String) -> Answer) {
            self.form = form
            self.meaning = meaning
            self.make = { $0.flatMap { $0.isEmpty ? nil : make($0) } }
        }
    }

    /// `nil` for no such name or value.
    package init?(named text: String) {
        let parts = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        guard let kind = Self.kinds.first(where: { $0.name == parts[0] }),
            let answer = kind.make(parts.count > 1 ? parts[1] : nil)
        else { return nil }
        self = answer
    }

    /// All of them.
    package static let kinds: [Kind] = [
        Kind(.normal, "a good answer"),
        Kind(.refused, "the connection is refused"),
        Kind(.blackhole, "nobody answers the connection"),
        Kind(.never, "nothing is said after the request"),
        Kind(number: "slow:SECONDS", "a good answer, late") { .slow(seconds: max(0, $0)) },
        Kind(number: "dripping:SECONDS", "the body in ten pieces, so many seconds apart") {
            .dripping(pieces: 10, seconds: max(0, $0))
        },
        Kind(.resetInBody, "a reset in the middle of the body"),
        Kind(.endedEarly, "the end of the connection in the middle of the body"),
        Kind(.truncated, "half of the JSON"),
        Kind(.emptyBody, "no body"),
        Kind(.html, "HTML with status 200"),
        Kind(.huge, "10 MiB of JSON that means nothing"),
        Kind(.wrongContentType, "good JSON that is called text/plain"),
        Kind(member: "missing:MEMBER", "the JSON lacks this member") { .missing($0) },
        Kind(member: "null:MEMBER", "this member is null") { .null($0) },
        Kind(number: "lasting:SECONDS", "what is handed out is good for so long, or has expired") {
            .lasting(seconds: $0)
        },
        // The container endpoint.
        Kind(.notFound, "404 of the container endpoint"),
        Kind(.throttled(), "429 of the container endpoint"),
        Kind(.noIdInRequest, "400 of the container endpoint, NoIdInRequest"),
        Kind(.invalidIdInRequest, "400 of the container endpoint, InvalidIdInRequest"),
        Kind(.credentialsUninitialized, "503 of the container endpoint"),
        Kind(.internalServerError, "500 of the container endpoint"),
        Kind(.lowerCaseNames, "the members of the credentials in lower case"),
        Kind(.sessionTokenName, "SessionToken where Token should be"),
        // The token service.
        Kind(.invalidAudience, "400 of sts: the audience is no full name"),
        Kind(.unknownProvider, "400 of sts: there is no such provider"),
        Kind(.rejectedByCondition, "400 of sts: the attribute condition does not hold"),
        Kind(.unusableSubjectToken, "400 of sts: the signed request makes no sense"),
        Kind(.expiredByAWS, "400 of sts: AWS says that the keys have expired"),
        Kind(.signatureMismatch, "400 of sts: AWS says that the signature is wrong"),
        Kind(.oversizedAttribute, "400 of sts: an attribute exceeds 127 bytes"),
        // All of Google's.
        Kind(.invalidArgument, "400 of Google"),
        Kind(.permissionDenied, "403 of Google"),
        Kind(.impersonationDenied, "403 of iamcredentials: not bound to the service account"),
        Kind(.apiDisabled, "403 of iamcredentials: the API is not enabled"),
        Kind(.entityNotFound, "404 of Google"),
        Kind(.quotaExceeded, "429 of Google"),
        Kind(.googleInternalError, "500 of Google"),
        Kind(.badGateway, "502 of Google, in HTML"),
        Kind(.googleUnavailable, "503 of Google"),
        Kind(.tlsOtherName, "a certificate for another name"),
        Kind(.tlsUntrusted, "a certificate of an authority that nobody trusts"),
        Kind(.tlsReset, "a reset where TLS begins"),
    ]
}
