import Diagnostics
import SpannedJSON

/// Tells Google's credentials from other JSON that lies beside them; one with a mistake in it counts too.
enum CredentialText {
    /// Whether the text may be a credential, without parsing it: in any case of letters and any encoding of Unicode.
    static func mayBe(_ bytes: [UInt8]) -> Bool {
        isWide(bytes) ? holdsMark(narrowed(bytes)) : holdsMark(bytes)
    }

    /// Whether what was parsed is a credential: by its `type`, or by members that together only credentials have. Words
    /// deeper in a document, or in its values, are no sign.
    static func isCredential(_ parsed: JSONParser.Result, of text: SourceText) -> Bool {
        guard !isWide(text.bytes) else {
            let narrow = SourceText(name: text.name, bytes: narrowed(text.bytes))
            return isCredential(JSONParser.parse(narrow).root)
        }
        if case .object? = parsed.root?.value { return isCredential(parsed.root) }
        // A config whose first brace was lost.
        return !parsed.isValid && text.bytes[...].range(of: "\"external_account\"") != nil
    }

    private static func isCredential(_ root: JSONNode?) -> Bool {
        guard case .object(let object)? = root?.value else { return false }
        let type = object.string("type")
        if type?.says("external_account") == true { return true }
        let names = object.members.map(\.key.text)
        if let type = type.map(ConfigText.init) {
            if NearName.best(for: type.trimmed, among: ["external_account"]) != nil { return true }
            if OtherCredential(type) != nil { return names.contains(where: credentialNames.contains) }
        }
        let known = Set(names.compactMap { NearName.best(for: $0, among: memberNames) })
        return known.count >= 2 && !known.isDisjoint(with: sourceNames)
            || known.isSuperset(of: ["private_key", "client_email"])
            || known.isSuperset(of: ["refresh_token", "client_id", "client_secret"])
    }

    /// What only the config of an external account has.
    private static let sourceNames: Set = ["credential_source", "subject_token_type"]

    /// Members of credentials without a `type`.
    private static let memberNames =
        Array(sourceNames) + [
            "audience", "token_url", "service_account_impersonation_url", "private_key", "client_email",
            "refresh_token", "client_id", "client_secret",
        ]

    /// What a credential of another kind has beside its `type`.
    private static let credentialNames: Set = [
        "private_key", "private_key_id", "client_email", "refresh_token", "client_id", "client_secret", "token_url",
        "source_credentials", "service_account_impersonation_url",
    ]

    private static func isWide(_ bytes: [UInt8]) -> Bool { bytes.prefix(4).contains(0) }

    /// ASCII that stands in UTF-16 or UTF-32, without its byte order mark.
    private static func narrowed(_ bytes: [UInt8]) -> [UInt8] {
        Array(bytes.drop { $0 == 0 || $0 >= 0xFE }.filter { $0 != 0 })
    }

    private static func holdsMark(_ bytes: [UInt8]) -> Bool {
        bytes.withUnsafeBufferPointer { bytes in
            for index in bytes.indices where bytes[index] == UInt8(ascii: "_") {
                for (before, after) in marks
                where matches(before, bytes, from: index - before.count) && matches(after, bytes, from: index + 1) {
                    return true
                }
            }
            return false
        }
    }

    /// Whether `word` stands at `start`, capitals or not.
    private static func matches(_ word: [UInt8], _ bytes: UnsafeBufferPointer<UInt8>, from start: Int) -> Bool {
        guard start >= 0, start + word.count <= bytes.count else { return false }
        for offset in word.indices where bytes[start + offset] | 0x20 != word[offset] | 0x20 { return false }
        return true
    }

    /// The parts around the underscore.
    private static let marks: [(before: [UInt8], after: [UInt8])] = [
        ("external", "account"), ("service", "account"), ("authorized", "user"), ("credential", "source"),
        ("subject", "token_type"), ("private", "key"), ("client", "secret"), ("refresh", "token"),
    ].map { (Array($0.utf8), Array($1.utf8)) }
}
