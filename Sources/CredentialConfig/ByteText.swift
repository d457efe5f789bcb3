import Glibc

// Small texts are compared as bytes: values are ASCII, and rules look at many of them.

extension ArraySlice<UInt8> {
    func equals(_ text: String) -> Bool { count == text.utf8.count && begins(with: text) }

    func equals(_ other: [UInt8]) -> Bool {
        count == other.count
            && withUnsafeBufferPointer { bytes in other.withUnsafeBufferPointer { Self.isSame(bytes, 0, $0) } }
    }

    func begins(with text: String) -> Bool { count >= text.utf8.count && matches(text, at: startIndex) }

    func ends(with text: String) -> Bool {
        count >= text.utf8.count && matches(text, at: endIndex - text.utf8.count)
    }

    /// The range of the first occurrence of `text`, which is not empty.
    func range(of text: String) -> Range<Int>? {
        var rest = self
        let count = text.utf8.count
        while let first = text.utf8.first {
            let start = rest.firstIndexOrEnd(of: first)
            guard start + count <= endIndex else { return nil }
            if rest.matches(text, at: start) { return start..<start + count }
            rest = rest[(start + 1)...]
        }
        return nil
    }

    /// The index of the first `byte`; the end where there is none.
    func firstIndexOrEnd(of byte: UInt8) -> Int {
        withUnsafeBufferPointer { bytes in
            guard let first = bytes.baseAddress, let found = memchr(first, Int32(byte), bytes.count) else {
                return endIndex
            }
            return startIndex + (UnsafeRawPointer(found) - UnsafeRawPointer(first))
        }
    }

    /// The index of the last `byte`. That there is none, which is told at once, should be the usual case.
    func lastIndex(ofRare byte: UInt8) -> Int? {
        firstIndexOrEnd(of: byte) < endIndex ? lastIndex(of: byte) : nil
    }

    /// The parts between `separator`, empty ones too.
    func parts(separatedBy separator: UInt8) -> [ArraySlice<UInt8>] {
        var parts: [ArraySlice<UInt8>] = []
        parts.reserveCapacity(10)
        var start = startIndex
        for index in indices where self[index] == separator {
            parts.append(self[start..<index])
            start = index + 1
        }
        parts.append(self[start...])
        return parts
    }

    /// Whether there is nothing beyond ASCII in it.
    var isASCII: Bool {
        withUnsafeBufferPointer { bytes in
            // Without a branch for each byte, so that many are looked at in one step.
            var all: UInt8 = 0
            for byte in bytes { all |= byte }
            return all < 0x80
        }
    }

    /// The ranges of the parts between `separator`, empty ones too.
    func ranges(separatedBy separator: UInt8) -> [Range<Int>] {
        var ranges: [Range<Int>] = []
        ranges.reserveCapacity(10)
        var start = startIndex
        while true {
            let end = self[start...].firstIndexOrEnd(of: separator)
            ranges.append(start..<end)
            if end == endIndex { return ranges }
            start = end + 1
        }
    }

    /// The text for messages; bytes that are not UTF-8 become U+FFFD.
    var text: String { String(decoding: self, as: UTF8.self) }

    /// Whether `text` stands at `start`, where there is room for it.
    private func matches(_ text: String, at start: Int) -> Bool {
        let offset = start - startIndex
        return text.utf8.withContiguousStorageIfAvailable { wanted in
            withUnsafeBufferPointer { Self.isSame($0, offset, wanted) }
        } ?? false
    }

    private static func isSame(
        _ bytes: UnsafeBufferPointer<UInt8>, _ start: Int, _ wanted: UnsafeBufferPointer<UInt8>
    ) -> Bool {
        guard let first = bytes.baseAddress, let other = wanted.baseAddress else { return wanted.isEmpty }
        return memcmp(first + start, other, wanted.count) == 0
    }
}
