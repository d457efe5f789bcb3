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

    var reply: Reply {
        var body = JSONObject()
        body.append("error", text: error)
        body.append("error_description", text: description)
        return Reply(400, contentType: "application/json; charset=UTF-8", body: .text(body.text))
    }
}
