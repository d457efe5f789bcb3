import SpannedJSON

/// Errors of Google's interfaces but for the token service's own (https://cloud.google.com/apis/design/errors).
struct GoogleError {
    let code: Int
    let status: String
    let message: String
    /// The reason and the metadata of a `google.rpc.ErrorInfo`.
    var info: (reason: String, domain: String, metadata: [(String, String)])?
    /// The reason in the older form, which BigQuery has in addition.
    var legacyReason: String?

    var reply: Reply {
        var error: [(String, JSONOutput)] = [
            ("code", .int(code)), ("message", .string(message)), ("status", .string(status)),
        ]
        if let legacyReason {
            let old: [(String, JSONOutput)] = [
                ("message", .string(message)), ("domain", .string("global")), ("reason", .string(legacyReason)),
            ]
            error.insert(("errors", .array([.object(old)])), at: 2)
        }
        if let info {
            let metadata = info.metadata.map { ($0.0, JSONOutput.string($0.1)) }
            let detail: [(String, JSONOutput)] = [
                ("@type", .string("type.googleapis.com/google.rpc.ErrorInfo")), ("reason", .string(info.reason)),
                ("domain", .string(info.domain)), ("metadata", .object(metadata)),
            ]
            error.append(("details", .array([.object(detail)])))
        }
        // Google indents its answers, and clients show them as they come.
        let body = JSONOutput.object([("error", .object(error))]).pretty()
        let challenge = code == 401 ? [Header("WWW-Authenticate", #"Bearer realm="https://accounts.google.com/""#)] : []
        return Reply(code, contentType: "application/json; charset=UTF-8", headers: challenge, body: .text(body))
    }

    static let unauthenticated = Self(
        code: 401, status: "UNAUTHENTICATED",
        message: "Request had invalid authentication credentials. Expected OAuth 2 access token, login cookie or other "
            + "valid authentication credential. See "
            + "https://developers.google.com/identity/sign-in/web/devconsole-project.")

    static let insufficientScopes = Self(
        code: 403, status: "PERMISSION_DENIED", message: "Request had insufficient authentication scopes.",
        info: ("ACCESS_TOKEN_SCOPE_INSUFFICIENT", "googleapis.com", []))

    static func permissionDenied(_ permission: String) -> Self {
        Self(
            code: 403, status: "PERMISSION_DENIED",
            message: "Permission '\(permission)' denied on resource (or it may not exist).",
            info: ("IAM_PERMISSION_DENIED", "iam.googleapis.com", [("permission", permission)]))
    }

    static let callerLacksPermission = Self(
        code: 403, status: "PERMISSION_DENIED", message: "The caller does not have permission")

    static func unknownServiceAccount(_ email: String) -> Self {
        Self(code: 404, status: "NOT_FOUND", message: "Not found; Gaia id not found for email \(email)")
    }

    static func invalidArgument(_ message: String) -> Self {
        Self(code: 400, status: "INVALID_ARGUMENT", message: message)
    }
}

extension Reply {
    /// What Google's front end says of a path that no service has.
    static let googleNotFound = Reply(
        404, contentType: "text/html; charset=UTF-8",
        body: .text(
            "<!DOCTYPE html>\n<html lang=en>\n  <title>Error 404 (Not Found)!!1</title>\n"
                + "  <p><b>404.</b> <ins>That’s an error.</ins>\n"
                + "  <p>The requested URL was not found on this server.\n"))
}
