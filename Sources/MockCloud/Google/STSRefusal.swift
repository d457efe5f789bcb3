/// Why Google's security token service would not exchange a token: what it answers, and what it really was.
package struct STSRefusal: Error, Sendable, Hashable {
    package let cause: Cause
    /// The precise reason, for people: a headline without a full stop. Google does not tell it. No secret is in it.
    package let reason: String
    /// `error` of the answer, as OAuth 2.0 names it (RFC 6749, section 5.2, and RFC 8693, section 2.2.2).
    package let error: String
    /// `error_description` of the answer. What is known of Google's own texts is used: the two about the audience, the
    /// one about the format, the one about the size, and the frame around AWS's texts. The rest is worded alike.
    package let description: String

    package enum Cause: String, Sendable, Hashable, CaseIterable {
        case request, grantType, audience, requestedTokenType, scope, subjectTokenType, subjectToken
        case verificationURL, region, targetResource, authorization, accessKey, sessionToken, expired, date, signature
        case subjectTooLong
    }

    /// Google's own rules.
    static func google(_ cause: Cause, _ error: String, _ description: String, reason: String) -> Self {
        Self(cause: cause, reason: reason, error: error, description: description)
    }

    /// Google passes AWS's answer on in these words (seen in public bug reports of its client libraries).
    static func aws(_ cause: Cause, _ type: String, _ message: String, reason: String) -> Self {
        Self(
            cause: cause, reason: reason, error: "invalid_grant",
            description: "Received invalid AWS response of type \(type) with error message: \(message)")
    }

    /// What Google says of a subject token that it cannot use, without saying what is wrong with it.
    static func format(_ cause: Cause, reason: String) -> Self {
        google(cause, "invalid_grant", "AWS request has invalid format.", reason: reason)
    }

    var reply: Reply { Self.reply(error: error, description: description) }

    static func reply(error: String, description: String) -> Reply {
        var body = JSONDraft()
        body.append("error", text: error)
        body.append("error_description", text: description)
        return Reply(400, contentType: "application/json; charset=UTF-8", body: .text(body.text))
    }

    /// Texts of Google's own that are public.
    enum KnownText {
        case audienceForm, unknownProvider, oversizedAttribute

        var error: String {
            switch self {
            case .audienceForm: "invalid_request"
            case .unknownProvider: "invalid_target"
            case .oversizedAttribute: "invalid_grant"
            }
        }

        var description: String {
            switch self {
            case .audienceForm:
                "Invalid value for \"audience\". This value should be the full resource name of the Identity Provider. "
                    + "See https://cloud.google.com/iam/docs/reference/sts/rest/v1/TopLevel/token "
                    + "for the list of possible formats."
            case .unknownProvider:
                "The target service indicated by the \"audience\" parameters is invalid. This might either be because the "
                    + "pool or provider is disabled or deleted or because it doesn't exist."
            case .oversizedAttribute: "The size of mapped attribute exceeds the 127 bytes limit."
            }
        }
    }

    static func google(_ cause: Cause, _ text: KnownText, reason: String) -> Self {
        google(cause, text.error, text.description, reason: reason)
    }
}
