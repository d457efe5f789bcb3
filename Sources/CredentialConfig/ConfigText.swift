import Diagnostics
import SpannedJSON

/// The text of a string value, white space around it left out. Indices of `bytes` count bytes of the whole string.
struct ConfigText {
    let string: JSONString
    let bytes: ArraySlice<UInt8>
    /// Parts that were left for the reader to fill in, in order.
    let placeholders: [Range<Int>]
    /// Whether the whole string is printable ASCII without a space.
    let isClean: Bool
    /// Whether `bytes` is printable ASCII without a space; not so where there is nothing but white space.
    let isCleanInside: Bool

    /// Whether it can be judged by a grammar.
    var isPlain: Bool { isCleanInside && placeholders.isEmpty }

    init(_ string: JSONString) {
        self.string = string
        let all = Array(string.text.utf8)
        var bytes = all[...]
        isClean = Self.isClean(bytes)
        if isClean {
            isCleanInside = true
        } else {
            while let last = bytes.last, WhiteSpace.isASCII(last) { bytes.removeLast() }
            while let first = bytes.first, WhiteSpace.isASCII(first) { bytes.removeFirst() }
            isCleanInside = !bytes.isEmpty && Self.isClean(bytes)
        }
        self.bytes = bytes
        placeholders = Placeholder.find(in: bytes)
    }

    /// The parts of `bytes` as a URL.
    var url: URLParts { URLParts(bytes) }

    private static func isClean(_ bytes: ArraySlice<UInt8>) -> Bool {
        bytes.withUnsafeBufferPointer { bytes in
            for byte in bytes where byte <= 0x20 || byte >= 0x7F { return false }
            return true
        }
    }

    /// The text without white space around it.
    var trimmed: String { String(decoding: bytes, as: UTF8.self) }

    func span(of range: Range<Int>, in source: SourceText) -> Span { string.sourceSpan(of: range, in: source) }

    /// The place of the text between its quotes, white space around it left out.
    func span(in source: SourceText) -> Span { span(of: bytes.startIndex..<bytes.endIndex, in: source) }
}

enum WhiteSpace {
    /// As Python's `str.strip` has it, for ASCII.
    static func isASCII(_ byte: UInt8) -> Bool {
        byte == 0x20 || (0x09...0x0D).contains(byte) || (0x1C...0x1F).contains(byte)
    }
}
