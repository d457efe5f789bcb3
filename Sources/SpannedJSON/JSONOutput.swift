/// A JSON value to be written; members keep their order.
package indirect enum JSONOutput: Sendable, Hashable {
    case null
    case bool(Bool)
    case int(Int)
    /// A finite number with a fraction, written with its shortest exact digits.
    case double(Double)
    case string(String)
    case array([JSONOutput])
    case object([(String, JSONOutput)])

    /// `nil` becomes `null`.
    package static func optional(_ text: String?) -> Self { text.map { .string($0) } ?? .null }

    /// The text, two spaces a level, one line feed at the end. The same value always gives the same bytes.
    package func pretty() -> String {
        var text = ""
        write(to: &text, depth: 0)
        return text + "\n"
    }

    /// The text on one line without blanks.
    package func compact() -> String {
        var text = ""
        write(to: &text, depth: nil)
        return text
    }

    /// - Parameter depth: levels to indent; `nil` writes no white space.
    private func write(to text: inout String, depth: Int?) {
        switch self {
        case .null: text += "null"
        case .bool(let value): text += value ? "true" : "false"
        case .int(let value): text += String(value)
        case .double(let value): text += value == value.rounded() ? String(Int(value)) + ".0" : String(value)
        case .string(let value): Self.write(value, to: &text)
        case .array(let values):
            Self.write(values, between: ("[", "]"), to: &text, depth: depth) { value, text, depth in
                value.write(to: &text, depth: depth)
            }
        case .object(let members):
            Self.write(members, between: ("{", "}"), to: &text, depth: depth) { member, text, depth in
                Self.write(member.0, to: &text)
                text += depth == nil ? ":" : ": "
                member.1.write(to: &text, depth: depth)
            }
        }
    }

    private static func write<Element>(
        _ elements: [Element], between brackets: (String, String), to text: inout String, depth: Int?,
        each: (Element, inout String, Int?) -> Void
    ) {
        text += brackets.0
        let inner = depth.map { $0 + 1 }
        for (index, element) in elements.enumerated() {
            if index > 0 { text += "," }
            if let inner { text += "\n" + String(repeating: "  ", count: inner) }
            each(element, &text, inner)
        }
        if let depth, !elements.isEmpty { text += "\n" + String(repeating: "  ", count: depth) }
        text += brackets.1
    }

    /// Whether a byte of UTF-8 is written as it is, whatever is beside it; U+2028 and U+2029 begin with E2.
    private static func isPlain(_ byte: UInt8) -> Bool {
        byte >= 0x20 && byte != UInt8(ascii: "\"") && byte != UInt8(ascii: "\\") && byte != 0x7F && byte != 0xE2
    }

    private static func write(_ value: String, to text: inout String) {
        text += "\""
        if value.utf8.allSatisfy(isPlain) {
            text += value + "\""
            return
        }
        for scalar in value.unicodeScalars {
            switch scalar {
            case "\"": text += "\\\""
            case "\\": text += "\\\\"
            case "\n": text += "\\n"
            case "\r": text += "\\r"
            case "\t": text += "\\t"
            case "\u{0}"..<"\u{20}", "\u{7F}", "\u{2028}", "\u{2029}":
                let digits = String(scalar.value, radix: 16)
                text += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            default: text.unicodeScalars.append(scalar)
            }
        }
        text += "\""
    }

    package static func == (left: Self, right: Self) -> Bool { left.compact() == right.compact() }

    package func hash(into hasher: inout Hasher) { hasher.combine(compact()) }
}
