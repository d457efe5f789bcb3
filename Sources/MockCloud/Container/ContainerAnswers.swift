import SpannedJSON

/// Answers that only the container metadata endpoint gives, with the codes and texts of amazon-ecs-agent
/// (`ecs-agent/tmds/handlers/v1/credentials_handler.go`).
extension Answer {
    /// The agent was asked without an id.
    package static let noIdInRequest = agentError(
        "no-id-in-request", 400, code: "NoIdInRequest",
        message: "CredentialsV2Request: No Credential ID in the request")

    /// The agent does not know the id.
    package static let invalidIdInRequest = agentError(
        "invalid-id-in-request", 400, code: "InvalidIdInRequest",
        message: "CredentialsV2Request: Credentials not found")

    /// The agent has restarted and does not have the task's credentials again yet. Older agents answer 500.
    package static let credentialsUninitialized = agentError(
        "credentials-uninitialized", 503, code: "CredentialsUninitialized",
        message: "CredentialsV2Request: Credentials uninitialized for ID")

    package static let internalServerError = agentError(
        "internal-server-error", 500, code: "InternalServerError", message: "Internal server error")

    /// Credentials that expired a minute before they were asked for.
    package static let expired = Answer("expired", content: .normal(lifetime: -60))

    /// Credentials that are good for `seconds` more.
    package static func nearlyExpired(seconds: Int64 = 60) -> Answer {
        Answer("nearly-expired", content: .normal(lifetime: seconds))
    }

    /// Members named as in the EC2 metadata service's relatives: `accessKeyId`, `secretAccessKey`, …
    package static let lowerCaseNames = Answer(
        "lower-case-names",
        content: .normal(
            edits: ["RoleArn", "AccessKeyId", "SecretAccessKey", "Token", "Expiration"].map {
                .rename($0, to: $0.prefix(1).lowercased() + $0.dropFirst())
            }))

    /// `SessionToken` where the container endpoint says `Token`.
    package static let sessionTokenName = Answer(
        "session-token-name", content: .normal(edits: [.rename("Token", to: "SessionToken")]))

    private static func agentError(_ name: String, _ status: Int, code: String, message: String) -> Answer {
        Answer(name, content: .fixed(agentReply(status, code: code, message: message)))
    }

    /// A reply as the agent marshals its errors.
    static func agentReply(_ status: Int, code: String, message: String) -> Reply {
        var body = JSONDraft()
        body.append("code", text: code)
        body.append("message", text: message)
        body.append("HTTPErrorCode", .int(status))
        return Reply(status, contentType: "application/json", body: .text(body.text))
    }
}
