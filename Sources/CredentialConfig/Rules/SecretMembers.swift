import Diagnostics
import SpannedJSON

/// A credential config holds no secret; whatever looks like one must not be copied to a bucket.
enum SecretMembers: ConfigRule {
    static func check(_ config: ConfigDocument, _ context: ValidationContext, _ report: inout Report) {
        for member in config.root.members {
            visit(member.value, under: member.key) { key, string in
                guard let kind = kind(of: string, under: key.text) else { return }
                report.error(
                    .configSecret, "`\(key.displayText)` holds \(kind)", at: key.span,
                    help: "remove it, and revoke the secret if the file was ever copied: "
                        + "a credential config for AWS needs none")
            }
        }
    }

    /// What secret a value under a name is; `nil` when it looks like none.
    static func kind(of string: JSONString, under name: String) -> String? {
        if string.text.isEmpty { return nil }
        if isSecret(name) { return "a secret" }
        let bytes = Array(string.text.utf8)[...]
        // A key has lines: it is on one only when its line breaks were lost, and then it is the whole string.
        if !string.isVerbatim || bytes.begins(with: "-----BEGIN"), bytes.range(of: "PRIVATE KEY-----") != nil {
            return "a private key"
        }
        guard SecretText.isToken(bytes) else { return nil }
        if bytes.begins(with: "GOCSPX-") { return "an OAuth client secret" }
        if bytes.begins(with: "ya29.") { return "a Google access token" }
        return SecretText.isAccessKeyID(bytes) ? "an AWS access key id" : "a token"
    }

    /// Whether a member of this name holds a secret.
    static func isSecret(_ name: String) -> Bool {
        SecretSigns.isName(name.utf8) && (ConfigMember(name: name).map { $0 == .clientSecret } ?? true)
    }

    /// Calls `body` for each string in `node`, with the key of the member it is in.
    static func visit(_ node: JSONNode, _ body: (JSONString, JSONString) -> Void) {
        guard case .object(let object) = node.value else { return }
        for member in object.members { visit(member.value, under: member.key, body) }
    }

    // The parser bounds the depth.
    private static func visit(_ node: JSONNode, under key: JSONString, _ body: (JSONString, JSONString) -> Void) {
        switch node.value {
        case .object(let object):
            for member in object.members { visit(member.value, under: member.key, body) }
        case .array(let elements):
            for element in elements { visit(element, under: key, body) }
        case .string(let string): body(key, string)
        case .null, .bool, .number, .broken: break
        }
    }
}
