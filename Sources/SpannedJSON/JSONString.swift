package import Diagnostics

/// A string (or key) of the text: what it says and where it stands.
package struct JSONString: Sendable {
    /// The decoded string, which is UTF-8: where it is verbatim a slice of the source, which costs no copy. Where its indices
    /// begin is nobody's business.
    package let utf8: ArraySlice<UInt8>
    /// The token in the source, quotes included.
    package let span: Span
    /// The part of the source between the quotes.
    package let content: Span
    /// Whether each byte of `content` is the same byte of `utf8`: no escapes, nothing repaired.
    package let isVerbatim: Bool

    /// A string that stands in `source` as it is.
    init(verbatim content: Span, of source: [UInt8], span: Span) {
        utf8 = source[content.start..<content.end]
        self.span = span
        self.content = content
        isVerbatim = true
    }

    /// A string with escapes, or with something repaired.
    init(decoded: [UInt8], content: Span, span: Span) {
        utf8 = decoded[...]
        self.span = span
        self.content = content
        isVerbatim = false
    }

    /// The decoded string. Invalid bytes and lone surrogates are U+FFFD here.
    package var text: String { String(decoding: utf8, as: UTF8.self) }

    package var isEmpty: Bool { utf8.isEmpty }

    /// Whether it says `text`, byte for byte.
    package func says(_ text: String) -> Bool { utf8.count == text.utf8.count && utf8.elementsEqual(text.utf8) }

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
        left.span == right.span && left.content == right.content && left.utf8 == right.utf8
    }

    package func hash(into hasher: inout Hasher) {
        hasher.combine(span)
        hasher.combine(utf8)
    }
}
