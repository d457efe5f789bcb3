import Diagnostics
import SpannedJSON

/// A credential config holds no secret; whatever looks like one must not be copied to a bucket.
enum SecretMembers: ConfigRule {
    static func check(_ config: ConfigDocument, _ context: ValidationContext, _ report: inout Report) {
        visit(config.root, &report)
    }

    /// Whether a member of this name holds a secret.
    static func isSecret(_ name: String) -> Bool { names.contains(name.lowercased()) }

    private static let names: Set<String> = [
        "private_key", "private_key_id", "client_secret", "refresh_token", "access_token", "id_token", "password",
        "api_key", "aws_access_key_id", "aws_secret_access_key", "aws_session_token", "accesskeyid", "secretaccesskey",
        "sessiontoken", "secret_access_key", "session_token",
    ]

    // The parser bounds the depth.
    private static func visit(_ object: JSONObject, _ report: inout Report) {
        for member in object.members { visit(member.value, under: member.key, &report) }
    }

    private static func visit(_ node: JSONNode, under key: JSONString, _ report: inout Report) {
        switch node.value {
        case .object(let object): visit(object, &report)
        case .array(let elements):
            for element in elements { visit(element, under: key, &report) }
        case .string(let string):
            guard !string.text.isEmpty else { return }
            if isSecret(key.text) {
                found("`\(key.displayText)` holds a secret", key, &report)
            } else if let kind = kind(of: string.text) {
                found("`\(key.displayText)` holds \(kind)", key, &report)
            }
        case .null, .bool, .number, .broken: break
        }
    }

    private static func found(_ message: String, _ key: JSONString, _ report: inout Report) {
        report.error(
            .configSecret, message, at: key.span,
            help: "remove it, and revoke the secret if the file was ever copied: "
                + "a credential config for AWS needs none")
    }

    /// What secret a value is, by the marks that its issuer gives it.
    private static func kind(of text: String) -> String? {
        let bytes = Array(text.utf8)[...]
        if bytes.range(of: "-----BEGIN ") != nil, bytes.range(of: "PRIVATE KEY-----") != nil { return "a private key" }
        if bytes.begins(with: "GOCSPX-") { return "an OAuth client secret" }
        if bytes.begins(with: "ya29.") { return "a Google access token" }
        let isKeyID = (bytes.begins(with: "AKIA") || bytes.begins(with: "ASIA")) && bytes.count == 20
            && bytes.allSatisfy { (0x30...0x39).contains($0) || (0x41...0x5A).contains($0) }
        return isKeyID ? "an AWS access key id" : nil
    }
}
