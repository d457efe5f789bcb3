import Glibc

/// The name of an archive entry: raw bytes, with `/` between components.
///
/// Order, equality and hash are those of the bytes. `String` would not do: it compares canonical equivalents as equal.
package struct EntryName: Sendable, Hashable, Comparable, CustomStringConvertible {
    package let bytes: [UInt8]

    package init(_ bytes: [UInt8]) {
        self.bytes = bytes
    }

    package init(_ text: String) {
        self.init(Array(text.utf8))
    }

    /// The order of `memcmp`, a prefix first.
    package static func < (left: Self, right: Self) -> Bool {
        let common = min(left.bytes.count, right.bytes.count)
        let order = left.bytes.withUnsafeBytes { left in
            right.bytes.withUnsafeBytes { right in
                common == 0 ? 0 : memcmp(left.baseAddress!, right.baseAddress!, common)
            }
        }
        return order != 0 ? order < 0 : left.bytes.count < right.bytes.count
    }

    /// The name for people: bytes that are no UTF-8, control characters and marks of writing direction are shown as
    /// escapes, so that a hostile name cannot rewrite a terminal. One that is too long for any path is cut.
    package var description: String { Self.printable(bytes) }

    static func printable(_ bytes: some Collection<UInt8>) -> String {
        guard bytes.count <= NameRules.longestPath else { return printable(bytes.prefix(100)) + "…" }
        var text = ""
        var decoder = UTF8.ForwardParser()
        var iterator = bytes.makeIterator()
        while true {
            switch decoder.parseScalar(from: &iterator) {
            case .emptyInput:
                return text
            case .valid(let encoded):
                let scalar = UTF8.decode(encoded)
                if NameRules.isControl(scalar) || NameRules.isDirectionMark(scalar) {
                    text += "\\u{" + String(scalar.value, radix: 16) + "}"
                } else {
                    text.unicodeScalars.append(scalar)
                }
            case .error(let length):
                // The parser has consumed `length` bytes but does not say which; the mark stands for all of them.
                text += String(repeating: "\u{FFFD}", count: max(1, length))
            }
        }
    }
}
