/// Tells files that may hold a credential from others, without reading them as JSON: a config with a mistake counts too.
package enum CredentialText {
    /// Whether the text names what only Google's credentials do, in any case and in any encoding of Unicode.
    package static func mayBe(_ bytes: [UInt8]) -> Bool {
        var letters: [UInt8] = []
        letters.reserveCapacity(bytes.count)
        for byte in bytes where byte != 0 { letters.append((0x41...0x5A).contains(byte) ? byte | 0x20 : byte) }
        return letters.withUnsafeBufferPointer { letters in
            for index in letters.indices where firstLetters.contains(letters[index]) {
                let rest = letters[index...]
                if marks.contains(where: { rest.starts(with: $0) }) { return true }
            }
            return false
        }
    }

    private static let marks: [[UInt8]] = [
        "external_account", "service_account", "authorized_user", "credential_source", "subject_token_type",
        "workloadidentitypools", "private_key", "client_secret", "refresh_token",
    ].map { Array($0.utf8) }

    private static let firstLetters = Set(marks.map { $0[0] })
}
