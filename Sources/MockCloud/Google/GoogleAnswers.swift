/// Faults of Google's services. Names are stable: reports and documentation use them.
extension Answer {
    // MARK: Token service, which answers 400 as OAuth 2.0 does

    package static let invalidAudience = tokenError("invalid-audience", .audienceForm)
    package static let unknownProvider = tokenError("unknown-provider", .unknownProvider)
    /// The condition that the provider sets on attributes does not hold.
    package static let rejectedByCondition = tokenError(
        "rejected-by-condition", "unauthorized_client", "The given credential is rejected by the attribute condition.")
    package static let unusableSubjectToken = tokenError(
        "unusable-subject-token", "invalid_grant", "AWS request has invalid format.")
    package static let expiredByAWS = tokenError(
        "expired-by-aws", "invalid_grant",
        "Received invalid AWS response of type ExpiredToken with error message: The security token included in the "
            + "request is expired")
    package static let signatureMismatch = tokenError(
        "signature-mismatch", "invalid_grant",
        "Received invalid AWS response of type SignatureDoesNotMatch with error message: The request signature we "
            + "calculated does not match the signature you provided. Check your AWS Secret Access Key and signing "
            + "method. Consult the service documentation for details.")
    package static let oversizedAttribute = tokenError("oversized-attribute", .oversizedAttribute)

    // MARK: All services

    package static let invalidArgument = googleError(
        "invalid-argument", .invalidArgument("Request contains an invalid argument."))
    package static let permissionDenied = googleError("permission-denied", .callerLacksPermission)
    /// The caller may not act as the service account.
    package static let impersonationDenied = googleError(
        "impersonation-denied", .permissionDenied("iam.serviceAccounts.getAccessToken"))
    /// The interface was never switched on in the project.
    package static let apiDisabled = googleError(
        "api-disabled",
        GoogleError(
            code: 403, status: "PERMISSION_DENIED",
            message: "IAM Service Account Credentials API has not been used in project 123456789012 before or it is "
                + "disabled. Enable it by visiting https://console.developers.google.com/apis/api/"
                + "iamcredentials.googleapis.com/overview?project=123456789012 then retry. If you enabled this API "
                + "recently, wait a few minutes for the action to propagate to our systems and retry.",
            info: (
                "SERVICE_DISABLED", "googleapis.com",
                [("service", "iamcredentials.googleapis.com"), ("consumer", "projects/123456789012")]
            )))
    package static let entityNotFound = googleError(
        "entity-not-found", GoogleError(code: 404, status: "NOT_FOUND", message: "Requested entity was not found."))
    package static let quotaExceeded = googleError(
        "quota-exceeded",
        GoogleError(
            code: 429, status: "RESOURCE_EXHAUSTED", message: "Resource has been exhausted (e.g. check quota)."))
    package static let googleInternalError = googleError(
        "google-internal-error",
        GoogleError(code: 500, status: "INTERNAL", message: "Internal error encountered."))
    package static let googleUnavailable = googleError(
        "google-unavailable",
        GoogleError(code: 503, status: "UNAVAILABLE", message: "The service is currently unavailable."))
    /// What the front end says when the service behind it fails: 502, and no JSON.
    package static let badGateway = Answer(
        "bad-gateway",
        content: .fixed(
            Reply(
                502, contentType: "text/html; charset=UTF-8",
                body: .text(
                    "<!DOCTYPE html>\n<html lang=en>\n  <title>Error 502 (Server Error)!!1</title>\n"
                        + "  <p>The server encountered a temporary error and could not complete your request."
                        + "<p>Please try again in 30 seconds.\n"))))

    // MARK: TLS

    package static let tlsOtherName = Answer("tls-other-name", tls: .otherName)
    package static let tlsUntrusted = Answer("tls-untrusted", tls: .untrusted)
    package static let tlsReset = Answer("tls-reset", tls: .reset)

    // MARK: Good answers of another kind

    /// A token that is good for `seconds`, whatever was asked for; the answer says so too.
    package static func lasting(seconds: Int64) -> Answer {
        Answer("lasting-\(seconds)", content: .normal(lifetime: seconds))
    }

    private static func tokenError(_ name: String, _ error: String, _ description: String) -> Answer {
        Answer(name, content: .fixed(STSRefusal.reply(error: error, description: description)))
    }

    private static func tokenError(_ name: String, _ text: STSRefusal.KnownText) -> Answer {
        tokenError(name, text.error, text.description)
    }

    private static func googleError(_ name: String, _ error: GoogleError) -> Answer {
        Answer(name, content: .fixed(error.reply))
    }
}
