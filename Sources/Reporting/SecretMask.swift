import Diagnostics

/// Hides secrets in text that people or logs will see. Every renderer passes all text of the user's through it.
///
/// Known secrets are replaced wherever they stand, in every spelling of ``SecretSpelling``. Beyond those it hides what looks like a secret
/// whoever issued it: tokens keep four letters of their issuer's prefix (``SecretSigns``), PEM blocks and bearer tokens go whole, and so does
/// the string value of a JSON member or assignment whose name says that it is secret.
package struct SecretMask: Sendable {
    /// What stands in place of a secret.
    package static let replacement = "[masked]"

    private let known: SecretSearch

    /// - Parameter known: secrets of this run; those under 8 characters are ignored, they would hide common words.
    package init(known: [String] = []) {
        self.known = SecretSearch(known.flatMap { SecretSpelling.all(of: Array($0.utf8)) })
    }

    package func callAsFunction(_ text: String) -> String {
        String(decoding: self(Array(text.utf8)), as: UTF8.self)
    }

    /// The bytes of a text, which need not be UTF-8.
    package func callAsFunction(_ text: [UInt8]) -> [UInt8] {
        let bytes = known.masking(text, with: Self.replacement)
        var index = 0
        var masked: [UInt8] = []
        masked.reserveCapacity(bytes.count)
        while index < bytes.count {
            if let (kept, end) = Self.secret(at: index, in: bytes) {
                masked += bytes[index..<kept]
                masked += Array(Self.replacement.utf8)
                index = end
            } else {
                masked.append(bytes[index])
                index += 1
            }
        }
        return masked
    }

    /// Whether something that starts at `index` is secret: the end of what may be shown, and the end of all of it.
    private static func secret(at index: Int, in bytes: [UInt8]) -> (kept: Int, end: Int)? {
        switch bytes[index] {
        case UInt8(ascii: "-"): pemBlock(at: index, in: bytes)
        case UInt8(ascii: "\""): member(at: index, in: bytes)
        default: token(at: index, in: bytes) ?? bearer(at: index, in: bytes)
        }
    }

    /// A token with its issuer's prefix, of which four letters are kept.
    private static func token(at index: Int, in bytes: [UInt8]) -> (Int, Int)? {
        guard index == 0 || !SecretSigns.isWordPart(bytes[index - 1]),
            let end = SecretSigns.endOfToken(at: index, in: bytes[...])
        else { return nil }
        return (index + 4, end)
    }

    private static func pemBlock(at index: Int, in bytes: [UInt8]) -> (Int, Int)? {
        guard matches("-----BEGIN ", at: index, in: bytes) else { return nil }
        let end = Array("-----END ".utf8)
        var cursor = index + 11
        while cursor < bytes.count {
            if bytes[cursor] == end[0], bytes[cursor...].starts(with: end) {
                cursor += end.count
                while cursor < bytes.count, bytes[cursor] != UInt8(ascii: "-") { cursor += 1 }
                while cursor < bytes.count, bytes[cursor] == UInt8(ascii: "-") { cursor += 1 }
                return (index, cursor)
            }
            cursor += 1
        }
        return (index, bytes.count)
    }

    private static func bearer(at index: Int, in bytes: [UInt8]) -> (Int, Int)? {
        guard matches("Bearer ", at: index, in: bytes) || matches("bearer ", at: index, in: bytes) else { return nil }
        var end = index + 7
        while end < bytes.count, isWord(bytes[end]) || "-._~+/=".utf8.contains(bytes[end]) { end += 1 }
        return end - index >= 7 + 16 ? (index + 7, end) : nil
    }

    /// `"client_secret": "…"`, with the quotes kept.
    private static func member(at index: Int, in bytes: [UInt8]) -> (Int, Int)? {
        var cursor = index + 1
        while cursor < bytes.count, SecretSigns.isWordPart(bytes[cursor]) { cursor += 1 }
        guard cursor < bytes.count, bytes[cursor] == UInt8(ascii: "\""),
            SecretSigns.isName(bytes[(index + 1)..<cursor])
        else { return nil }
        cursor += 1
        while cursor < bytes.count, [0x20, 0x09, 0x0A, 0x0D, UInt8(ascii: ":")].contains(bytes[cursor]) { cursor += 1 }
        guard cursor < bytes.count, bytes[cursor] == UInt8(ascii: "\""), bytes[cursor - 1] != UInt8(ascii: "\"") else {
            return nil
        }
        let start = cursor + 1
        cursor = start
        while cursor < bytes.count, bytes[cursor] != UInt8(ascii: "\"") {
            cursor += bytes[cursor] == UInt8(ascii: "\\") ? 2 : 1
        }
        return (start, min(cursor, bytes.count))
    }

    private static func matches(_ text: StaticString, at index: Int, in bytes: [UInt8]) -> Bool {
        text.withUTF8Buffer { bytes[index...].starts(with: $0) }
    }

    private static func isWord(_ byte: UInt8) -> Bool {
        SecretSigns.isWordPart(byte) && byte != UInt8(ascii: "-")
    }
}
