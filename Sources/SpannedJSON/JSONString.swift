package import Diagnostics

/// A string (or key) of the text: what it says and where it stands.
package struct JSONString: Sendable, Hashable {
    /// The decoded string. Invalid bytes and lone surrogates are U+FFFD here.
    package let text: String
    /// The token in the source, quotes included.
    package let span: Span
    /// The part of the source between the quotes.
    package let content: Span
    /// Whether each byte of `content` is the same byte of `text`: no escapes, nothing repaired.
    package let isVerbatim: Bool

    package init(text: String, span: Span, content: Span, isVerbatim: Bool) {
        self.text = text
        self.span = span
        self.content = content
        self.isVerbatim = isVerbatim
    }

    /// Where bytes `range` of `text.utf8` stand in `source`, the text that this string was parsed from.
    ///
    /// An escape sequence that decodes to any byte of the range belongs to the result as a whole.
    package func sourceSpan(of range: Range<Int>, in source: SourceText) -> Span {
        if isVerbatim {
            return Span(content.start + range.lowerBound, content.start + range.upperBound)
        }
        var scanner = StringScanner(bytes: source.bytes, index: content.start, end: content.end)
        var decoded = 0
        var start = content.end
        var end = content.end
        while scanner.index < scanner.end {
            let before = scanner.index
            let piece = scanner.next()
            let length = piece.decodedLength
            if start == content.end, decoded + length > range.lowerBound { start = before }
            decoded += length
            if decoded >= range.upperBound {
                end = decoded == range.upperBound || length > 0 ? scanner.index : before
                break
            }
        }
        if range.isEmpty { return Span(start, start) }
        return Span(start, max(start, end))
    }
}
