package import Diagnostics

/// A string (or key) of the text: what it says and where it stands.
package struct JSONString: Sendable {
    /// The source where the string stands there as it is, which costs no copy; else what its escapes mean.
    private let bytes: [UInt8]
    // Places in 32 bits: trees are made of strings, and are copied faster when these are small. ``JSONParser`` reads no text
    // with places beyond.
    private let contentStart: UInt32
    private let contentEnd: UInt32
    /// The lengths of the quotes around the content.
    private let opening: UInt8
    private let closing: UInt8
    /// Whether each byte of `content` is the same byte of `utf8`: no escapes, nothing repaired.
    package let isVerbatim: Bool

    private init(_ bytes: [UInt8], content: Span, span: Span, isVerbatim: Bool) {
        self.bytes = bytes
        contentStart = UInt32(content.start)
        contentEnd = UInt32(content.end)
        opening = UInt8(content.start - span.start)
        closing = UInt8(span.end - content.end)
        self.isVerbatim = isVerbatim
    }

    /// A string that stands in `source` as it is.
    init(verbatim content: Span, of source: [UInt8], span: Span) {
        self.init(source, content: content, span: span, isVerbatim: true)
    }

    /// A string with escapes, or with something repaired.
    init(decoded: [UInt8], content: Span, span: Span) {
        self.init(decoded, content: content, span: span, isVerbatim: false)
    }

    /// The decoded string, which is UTF-8. Where its indices begin is nobody's business.
    package var utf8: ArraySlice<UInt8> { bytes[range] }

    /// The part of the source between the quotes.
    package var content: Span { Span(Int(contentStart), Int(contentEnd)) }

    /// The token in the source, quotes included.
    package var span: Span { Span(Int(contentStart) - Int(opening), Int(contentEnd) + Int(closing)) }

    /// Where ``utf8`` stands in ``bytes``.
    private var range: Range<Int> { isVerbatim ? Int(contentStart)..<Int(contentEnd) : 0..<bytes.count }

    /// The decoded string. Invalid bytes and lone surrogates are U+FFFD here.
    package var text: String { String(decoding: utf8, as: UTF8.self) }

    package var isEmpty: Bool { range.isEmpty }

    /// Whether it says `text`, byte for byte.
    package func says(_ text: String) -> Bool {
        guard range.count == text.utf8.count else { return false }
        return text.utf8.withContiguousStorageIfAvailable { wanted in
            bytes.withUnsafeBufferPointer { $0[range].elementsEqual(wanted) }
        } ?? utf8.elementsEqual(text.utf8)
    }

    /// Whether it says the same as `other`, byte for byte.
    func saysSame(as other: Self) -> Bool { range.count == other.range.count && utf8 == other.utf8 }

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
