import Diagnostics
import SpannedJSON

/// The text of a string value, white space around it left out.
///
/// An object: every rule asks for the texts it judges, and gets a reference instead of a copy of all this.
final class ConfigText: Sendable {
    let string: JSONString
    /// The text; indices are those of the whole string.
    let bytes: ArraySlice<UInt8>
    /// Whether the whole string is printable ASCII without a space.
    let isClean: Bool
    /// Whether `bytes` is printable ASCII without a space; not so where there is nothing but white space.
    let isCleanInside: Bool
    /// Whether parts of it were left for the reader to fill in.
    let hasPlaceholders: Bool
    /// The parts of what is a URL beyond doubt, for which several rules ask.
    private let parts: URLParts?

    /// Whether it can be judged by a grammar.
    var isPlain: Bool { isCleanInside && !hasPlaceholders }

    init(_ string: consuming JSONString) {
        var bytes = string.utf8
        isClean = Self.isClean(bytes)
        if isClean {
            isCleanInside = true
        } else {
            while let last = bytes.last, WhiteSpace.isASCII(last) { bytes.removeLast() }
            while let first = bytes.first, WhiteSpace.isASCII(first) { bytes.removeFirst() }
            isCleanInside = !bytes.isEmpty && Self.isClean(bytes)
        }
        hasPlaceholders = Placeholder.isIn(bytes)
        parts = bytes.begins(with: "https://") ? URLParts(bytes) : nil
        self.bytes = bytes
        self.string = string
    }

    /// Parts that were left for the reader to fill in, in order.
    var placeholders: [Range<Int>] { hasPlaceholders ? Placeholder.find(in: bytes) : [] }

    /// The parts of `bytes` as a URL.
    var url: URLParts { parts ?? URLParts(bytes) }

    private static func isClean(_ bytes: ArraySlice<UInt8>) -> Bool {
        bytes.withUnsafeBufferPointer { bytes in
            // Without a branch for each byte, so that many are looked at in one step.
            var others: UInt8 = 0
            for byte in bytes { others |= byte &- 0x21 > 0x5D ? 1 : 0 }
            return others == 0
        }
    }

    /// The text without white space around it.
    var trimmed: String { bytes.text }

    /// Where bytes `range` of the text stand.
    func span(of range: Range<Int>, in source: SourceText) -> Span { string.sourceSpan(of: range, in: source) }

    /// The place of the text between its quotes, white space around it left out.
    func span(in source: SourceText) -> Span { span(of: bytes.indices, in: source) }
}

enum WhiteSpace {
    /// As Python's `str.strip` has it, for ASCII.
    static func isASCII(_ byte: UInt8) -> Bool {
        byte == 0x20 || (0x09...0x0D).contains(byte) || (0x1C...0x1F).contains(byte)
    }
}
