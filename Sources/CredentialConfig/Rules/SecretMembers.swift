import Diagnostics
import SpannedJSON

/// A credential config holds no secret; whatever looks like one must not be copied to a bucket.
enum SecretMembers: ConfigRule {
    static func check(_ config: ConfigDocument, _ context: ValidationContext, _ report: inout Report) {
        guard config.index.mayHoldSecrets else { return }
        for secret in secrets(in: config.root) {
            report.error(
                .configSecret, "`\(secret.key.displayText)` holds \(secret.kind)", at: secret.key.span,
                help: "remove it, and revoke the secret if the file was ever copied: "
                    + "a credential config for AWS needs none")
        }
    }

    /// A member that holds a secret.
    struct Secret {
        let key: JSONString
        /// With its article: "a private key".
        let kind: String
        /// Where its values stand, without quotes.
        let values: [Span]
    }

    /// The members of `object` that hold secrets, at any depth; of those inside each other the outermost.
    static func secrets(in object: JSONObject) -> [Secret] {
        var found: [Secret] = []
        let members = object.members
        for index in members.indices {
            // Most members hold a string without a secret, of which no more is bound than that.
            if case .string(let string) = members[index].value.value, kind(of: string) == nil,
                !isSecret(members[index].key.utf8)
            {
                continue
            }
            collect(from: members[index].value, under: members[index].key, into: &found)
        }
        return found
    }

    // The parser bounds the depth.
    private static func collect(from node: JSONNode, under key: JSONString, into found: inout [Secret]) {
        if isSecret(key.utf8) {
            let values = leaves(of: node)
            if !values.isEmpty { found.append(Secret(key: key, kind: "a secret", values: values)) }
            return
        }
        switch node.value {
        case .object(let object): found += secrets(in: object)
        case .array(let elements):
            var inside: [Secret] = []
            for element in elements { collect(from: element, under: key, into: &inside) }
            // One finding for all that the list itself holds.
            let own = inside.filter { $0.key == key }
            if let first = own.first {
                found.append(Secret(key: key, kind: first.kind, values: own.flatMap(\.values)))
            }
            found += inside.filter { $0.key != key }
        case .string(let string):
            if let kind = kind(of: string) { found.append(Secret(key: key, kind: kind, values: [string.content])) }
        case .null, .bool, .number, .broken: break
        }
    }

    /// The places of all strings and numbers in `node`.
    private static func leaves(of node: JSONNode) -> [Span] {
        switch node.value {
        case .object(let object): object.members.flatMap { leaves(of: $0.value) }
        case .array(let elements): elements.flatMap(leaves)
        case .string(let string): string.isEmpty ? [] : [string.content]
        case .number: [node.span]
        case .null, .bool, .broken: []
        }
    }

    /// What secret a value is by itself; `nil` when it looks like none.
    static func kind(of string: JSONString) -> String? {
        let bytes = string.utf8
        if bytes.isEmpty { return nil }
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
    static func isSecret(_ name: ArraySlice<UInt8>) -> Bool {
        if let member = ConfigMember(name: name) { return member == .clientSecret }
        return SecretSigns.isName(name)
    }
}
