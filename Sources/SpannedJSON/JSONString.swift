package import Diagnostics

/// A string (or key) of the text: what it says and where it stands.
package struct JSONString: Sendable {
    /// Where it is verbatim the bytes of the whole source, else those of the decoded string: most strings are verbatim, and
    /// need no copy.
    private let bytes: [UInt8]
    /// The token in the source, quotes included.
    package let span: Span
    /// The part of the source between the quotes.
    package let content: Span
    /// Whether each byte of `content` is the same byte of `utf8`: no escapes, nothing repaired.
    package let isVerbatim: Bool

    /// A string that stands in `source` as it is.
    init(verbatim content: Span, of source: [UInt8], span: Span) {
        bytes = source
        self.span = span
        self.content = content
        isVerbatim = true
    }

    /// A string with escapes, or with something repaired.
    init(decoded: [UInt8], content: Span, span: Span) {
        bytes = decoded
        self.span = span
        self.content = content
        isVerbatim = false
    }

    /// The decoded string, which is UTF-8. Where its indices begin is nobody's business.
    package var utf8: ArraySlice<UInt8> {
        isVerbatim ? bytes[content.start..<content.end] : bytes[...]
    }

    /// The decoded string. Invalid bytes and lone surrogates are U+FFFD here.
    package var text: String { String(decoding: utf8, as: UTF8.self) }

    /// Bytes of ``utf8``.
    package var count: Int { isVerbatim ? content.end - content.start : bytes.count }

    package var isEmpty: Bool { count == 0 }

    /// Whether it says `text`, byte for byte.
    package func says(_ text: String) -> Bool { count == text.utf8.count && utf8.elementsEqual(text.utf8) }

    /// Whether both say the same, byte for byte, wherever they stand.
    func says(whatIn other: Self) -> Bool { count == other.count && utf8 == other.utf8 }

    /// Where bytes `range` of ``utf8``, by its indices, stand in `source`, the text that this string was parsed from.
    ///
    /// An escape sequence that decodes to any byte of the range belongs to the result as a whole.
    package func sourceSpan(of range: Range<Int>, in source: SourceText) -> Span {
        if isVerbatim { return Span(range.lowerBound, range.upperBound) }
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

extension JSONString: Hashable {
    package static func == (left: Self, right: Self) -> Bool {
        left.span == right.span && left.content == right.content && left.says(whatIn: right)
    }

    package func hash(into hasher: inout Hasher) {
        hasher.combine(span)
        hasher.combine(utf8)
    }
}
