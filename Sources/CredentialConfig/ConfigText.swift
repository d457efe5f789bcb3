import Diagnostics
import SpannedJSON

/// The text of a string value, white space around it left out. Indices of `bytes` count bytes of the whole string.
struct ConfigText {
    let string: JSONString
    let bytes: ArraySlice<UInt8>
    /// Whether it is printable ASCII without a space or a placeholder, or empty as it stands.
    let isPlain: Bool

    init(_ string: JSONString) {
        self.string = string
        let all = Array(string.text.utf8)
        var bytes = all[...]
        while let last = bytes.last, WhiteSpace.isASCII(last) { bytes.removeLast() }
        while let first = bytes.first, WhiteSpace.isASCII(first) { bytes.removeFirst() }
        self.bytes = bytes
        let isBlank = bytes.isEmpty && !all.isEmpty
        isPlain = !isBlank && bytes.allSatisfy { (0x21...0x7E).contains($0) } && Placeholder.find(in: bytes).isEmpty
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

extension Collection<UInt8> {
    func equals(_ text: String) -> Bool { elementsEqual(text.utf8) }

    func begins(with text: String) -> Bool { starts(with: text.utf8) }
}

extension BidirectionalCollection<UInt8> {
    func ends(with text: String) -> Bool {
        count >= text.utf8.count && suffix(text.utf8.count).elementsEqual(text.utf8)
    }
}

extension ArraySlice<UInt8> {
    /// The range of the first occurrence of `text`, which is not empty.
    func range(of text: String) -> Range<Int>? {
        let wanted = Array(text.utf8)
        guard count >= wanted.count else { return nil }
        for start in startIndex...(endIndex - wanted.count)
        where self[start..<start + wanted.count].elementsEqual(wanted) {
            return start..<start + wanted.count
        }
        return nil
    }

    /// The text for messages; only used where the bytes are ASCII.
    var text: String { String(decoding: self, as: UTF8.self) }
}
