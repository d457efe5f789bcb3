/// A Python string literal that evaluates to a given text, on every Python 3.
package struct PythonLiteral: Sendable, Hashable {
    /// Printable ASCII on one line, double quotes included. Backslashes, double quotes and all that is not printable
    /// ASCII are escaped, so the text cannot end the literal.
    package let bytes: [UInt8]

    package init(_ text: String) {
        var bytes: [UInt8] = [UInt8(ascii: "\"")]
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"", "\\": bytes += [UInt8(ascii: "\\"), UInt8(scalar.value)]
            case "\n": bytes += Array("\\n".utf8)
            case "\r": bytes += Array("\\r".utf8)
            case "\t": bytes += Array("\\t".utf8)
            case " "..."~": bytes.append(UInt8(scalar.value))
            default: bytes += Self.escape(scalar.value)
            }
        }
        bytes.append(UInt8(ascii: "\""))
        self.bytes = bytes
    }

    private static func escape(_ value: UInt32) -> [UInt8] {
        let (letter, digits) =
            switch value {
            case ...0xFF: (UInt8(ascii: "x"), 2)
            case ...0xFFFF: (UInt8(ascii: "u"), 4)
            default: (UInt8(ascii: "U"), 8)
            }
        let hexadecimal = Array("0123456789abcdef".utf8)
        return [UInt8(ascii: "\\"), letter]
            + (0..<digits).reversed().map { hexadecimal[Int(value >> ($0 * 4) & 0xF)] }
    }
}
