/// Text in an XML 1.0 document. Characters that no such document may hold, escaped or not, become visible ones.
enum XMLText {
    /// Between tags.
    static func content(_ text: String) -> String {
        Excerpt.visible(text, keepingLineFeeds: true).unicodeScalars.map { scalar in
            switch scalar {
            case "&": "&amp;"
            case "<": "&lt;"
            case ">": "&gt;"
            case "\u{FFFE}", "\u{FFFF}": "\u{FFFD}"
            default: String(scalar)
            }
        }.joined()
    }

    /// As the value of an attribute, with its quotes.
    static func attribute(_ text: String) -> String {
        let escaped = content(text).unicodeScalars.map { scalar in
            switch scalar {
            case "\"": "&quot;"
            case "\n": "&#10;"
            case "\t": "&#9;"
            default: String(scalar)
            }
        }
        return "\"\(escaped.joined())\""
    }
}
