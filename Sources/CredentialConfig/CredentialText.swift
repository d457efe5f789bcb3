/// Tells files that may hold a credential from others, without reading them as JSON: a config with a mistake counts too.
package enum CredentialText {
    /// Whether the text names what only Google's credentials do, in any case and in any encoding of Unicode.
    package static func mayBe(_ bytes: [UInt8]) -> Bool {
        let isWide = bytes.prefix(4).contains(0)
        return isWide ? holdsMark(bytes.filter { $0 != 0 }) : holdsMark(bytes)
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
