import Diagnostics

/// The line of a span as it can be shown: masked, without control characters, cut around the span when it is long.
struct Excerpt {
    /// What fits beside the margin on a usual terminal.
    static let widest = 100

    let line: String
    /// Blanks (tabs where the line has tabs) up to the marker.
    let indent: String
    /// Carets under the span, at least one, not past the line's end.
    let marker: String

    init(_ text: SourceText, _ span: Span, mask: SecretMask) {
        let start = text.position(at: span.start)
        let lineBytes = text.line(start.line) ?? []
        let end = min(max(span.end, span.start), lineBytes.endIndex)
        let original = Array(String(decoding: lineBytes, as: UTF8.self).unicodeScalars)
        var from = min(start.column - 1, original.count)
        var until = min(max(from, text.position(at: end).column - 1), original.count)
        if text.position(at: end).line != start.line { until = original.count }

        var shown = original
        let masked = Array(mask(String(decoding: lineBytes, as: UTF8.self)).unicodeScalars)
        if masked != original {
            // A secret on the line has changed its length: places before it count from the start, after it from the end.
            let unchanged = zip(original, masked).prefix { $0 == $1 }.count
            if from > unchanged { from = max(unchanged, masked.count - (original.count - from)) }
            if until > unchanged { until = max(from, masked.count - (original.count - until)) }
            shown = masked
        }

        var prefix = ""
        if from > Self.widest * 2 / 3 {
            let cut = from - Self.widest / 3
            shown.removeFirst(cut)
            (from, until) = (from - cut, until - cut)
            prefix = "…"
        }
        var suffix = ""
        if shown.count > Self.widest {
            shown.removeLast(shown.count - Self.widest)
            until = min(until, shown.count)
            suffix = "…"
        }
        line = prefix + shown.map { Self.visible($0) }.joined() + suffix
        indent =
            String(repeating: " ", count: prefix.count)
            + shown[..<min(from, shown.count)].map {
                $0 == "\t" ? "\t" : String(repeating: " ", count: Self.columns($0))
            }
            .joined()
        let width = shown[min(from, shown.count)..<min(until, shown.count)].reduce(0) { $0 + Self.columns($1) }
        marker = String(repeating: "^", count: max(1, width))
    }

    /// Text whose control and direction characters are replaced by visible ones.
    static func visible(_ text: String, keepingLineFeeds: Bool) -> String {
        text.unicodeScalars.map { keepingLineFeeds && $0 == "\n" ? "\n" : visible($0) }.joined()
    }

    private static func visible(_ scalar: Unicode.Scalar) -> String {
        switch scalar.value {
        case 0x09: "\t"
        case 0x00..<0x20: String(Unicode.Scalar(0x2400 + scalar.value)!)
        case 0x7F: "\u{2421}"
        case 0x80..<0xA0, 0x200B...0x200F, 0x2028...0x202E, 0x2060...0x2069, 0xFEFF: "\u{FFFD}"
        default: String(scalar)
        }
    }

    /// Terminal cells: 0 for combining marks, 2 for wide East Asian characters and emoji, else 1.
    private static func columns(_ scalar: Unicode.Scalar) -> Int {
        switch scalar.properties.generalCategory {
        case .nonspacingMark, .enclosingMark: return 0
        default: break
        }
        switch scalar.value {
        case 0x1100...0x115F, 0x2E80...0x303E, 0x3041...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F,
            0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x1F300...0x1F64F, 0x1F900...0x1F9FF, 0x20000...0x3FFFD:
            return 2
        default: return 1
        }
    }
}
