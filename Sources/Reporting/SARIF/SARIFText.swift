/// Text where SARIF gives some characters a meaning.
enum SARIFText {
    /// A message that shall be shown as it is (SARIF 2.1.0, 3.11.5 and 3.11.6).
    ///
    /// Braces are doubled only where they would read as a placeholder, `{0}`: viewers that people use show doubled ones
    /// as they are, and `{region}` is what many messages are about. Brackets are escaped where they would read as a link.
    static func message(_ text: String) -> String {
        let hasLink = text.contains("](")
        var result = ""
        var rest = text[...]
        while let character = rest.first {
            if character == "{", let end = rest.firstIndex(of: "}"), isPlaceholder(rest[..<end]) {
                result += "{\(rest[..<end])}}"
                rest = rest[rest.index(after: end)...]
                continue
            }
            if hasLink, character == "[" || character == "]" || character == "\\" { result += "\\" }
            result.append(character)
            rest = rest.dropFirst()
        }
        return result
    }

    /// - Parameter text: begins with the opening brace.
    private static func isPlaceholder(_ text: Substring) -> Bool {
        let digits = text.dropFirst().utf8
        return !digits.isEmpty && digits.allSatisfy { (0x30...0x39).contains($0) }
    }

    /// A path as a URI reference: relative for a relative path, `file:///…` for an absolute one.
    static func uri(ofPath path: String) -> String {
        let encoded = path.utf8.map { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"),
                UInt8(ascii: "~"), UInt8(ascii: "/"):
                return String(UnicodeScalar(byte))
            default:
                let digits = String(byte, radix: 16, uppercase: true)
                return "%" + (digits.count == 1 ? "0" : "") + digits
            }
        }.joined()
        return path.hasPrefix("/") ? "file://" + encoded : encoded
    }
}
