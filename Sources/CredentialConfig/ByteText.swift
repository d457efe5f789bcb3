import Glibc

// Small texts are compared as bytes: values are ASCII, and rules look at many of them. What is written in the program is
// compared where it stands there; only texts that are made at run time are strings.

extension ArraySlice<UInt8> {
    func equals(_ literal: StaticString) -> Bool {
        count == literal.utf8CodeUnitCount && matches(literal.bytes, at: startIndex)
    }

    func begins(with literal: StaticString) -> Bool {
        count >= literal.utf8CodeUnitCount && matches(literal.bytes, at: startIndex)
    }

    func ends(with literal: StaticString) -> Bool {
        count >= literal.utf8CodeUnitCount && matches(literal.bytes, at: endIndex - literal.utf8CodeUnitCount)
    }

    /// The range of the first occurrence of `literal`, which is not empty.
    func range(of literal: StaticString) -> Range<Int>? { range(of: literal.bytes) }

    func equals(text: String) -> Bool {
        count == text.utf8.count && text.withBytes { matches($0, at: startIndex) }
    }

    func ends(withText text: String) -> Bool {
        count >= text.utf8.count && text.withBytes { matches($0, at: endIndex - $0.count) }
    }

    /// The range of the first occurrence of `text`, which is not empty.
    func range(ofText text: String) -> Range<Int>? { text.withBytes { range(of: $0) } }

    private func range(of wanted: UnsafeBufferPointer<UInt8>) -> Range<Int>? {
        var rest = self
        while let first = wanted.first {
            let start = rest.firstIndexOrEnd(of: first)
            guard start + wanted.count <= endIndex else { return nil }
            if matches(wanted, at: start) { return start..<start + wanted.count }
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

    /// Whether `wanted` stands at `start`, where there is room for it.
    private func matches(_ wanted: UnsafeBufferPointer<UInt8>, at start: Int) -> Bool {
        withUnsafeBufferPointer { bytes in
            guard let first = bytes.baseAddress, let other = wanted.baseAddress else { return wanted.isEmpty }
            return memcmp(first + (start - startIndex), other, wanted.count) == 0
        }
    }
}

extension StaticString {
    fileprivate var bytes: UnsafeBufferPointer<UInt8> {
        UnsafeBufferPointer(start: utf8Start, count: utf8CodeUnitCount)
    }
}

extension String {
    fileprivate func withBytes<Result>(_ body: (UnsafeBufferPointer<UInt8>) -> Result) -> Result {
        utf8.withContiguousStorageIfAvailable(body) ?? Array(utf8).withUnsafeBufferPointer(body)
    }
}
