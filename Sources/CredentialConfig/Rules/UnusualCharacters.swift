import Diagnostics
import SpannedJSON

/// Every value that google-auth reads is printable ASCII: other characters came by copying, and are easily overlooked.
enum UnusualCharacters: ConfigRule {
    static func check(_ config: ConfigDocument, _ context: ValidationContext, _ report: inout Report) {
        guard config.otherCredential == nil else { return }
        for member in config.index.unclean.intersection(.strings) {
            guard let text = config.text(member) else { continue }
            var offset = text.string.utf8.startIndex
            for scalar in text.string.text.unicodeScalars {
                let range = offset..<offset + UTF8.width(scalar)
                offset = range.upperBound
                if scalar.isASCII, scalar.value >= 0x20, scalar.value != 0x7F { continue }
                if scalar.isASCII, WhiteSpace.isASCII(UInt8(scalar.value)) { continue }
                found(scalar, text.span(of: range, in: config.source), member, &report)
            }
        }
    }

    private static func found(_ scalar: Unicode.Scalar, _ span: Span, _ member: ConfigMember, _ report: inout Report) {
        let name = "U+" + hex(scalar.value)
        let description = scalar.properties.name.map { "\(name) \($0)" } ?? name
        switch scalar.properties.generalCategory {
        case .control, .format, .spaceSeparator, .lineSeparator, .paragraphSeparator:
            report.error(
                .configInvisibleCharacter, "an invisible character in the value of `\(member.name)`", at: span,
                label: description, help: "remove it", fix: .removing(span, "remove the character"))
        default:
            report.error(
                .configLookAlike, "a character beyond ASCII in the value of `\(member.name)`", at: span,
                label: description,
                help: lookAlikes[scalar].map { "it only looks like `\($0)`: write that" }
                    ?? "write the value in letters, digits and signs of ASCII")
        }
    }

    private static func hex(_ value: UInt32) -> String {
        let digits = String(value, radix: 16, uppercase: true)
        return String(repeating: "0", count: max(0, 4 - digits.count)) + digits
    }

    /// Letters of other alphabets, and punctuation, that look like ASCII in many fonts.
    private static let lookAlikes: [Unicode.Scalar: Character] = [
        "а": "a", "с": "c", "ԁ": "d", "е": "e", "һ": "h", "і": "i", "ј": "j", "ӏ": "l", "ո": "n", "о": "o", "р": "p",
        "ѕ": "s", "ѵ": "v", "х": "x", "у": "y", "ο": "o", "ν": "v", "α": "a", "ι": "i", "‐": "-", "‑": "-", "‒": "-",
        "–": "-", "—": "-", "−": "-", "⁄": "/", "∕": "/", "：": ":", "／": "/", "．": ".", "＠": "@", "․": ".",
    ]
}
