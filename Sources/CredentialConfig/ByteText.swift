// Small texts are compared as bytes: values are ASCII, and rules look at many of them.

extension ArraySlice<UInt8> {
    func equals(_ text: String) -> Bool { count == text.utf8.count && begins(with: text) }

    func begins(with text: String) -> Bool {
        var text = text
        return text.withUTF8 { wanted in count >= wanted.count && matches(wanted, at: startIndex) }
    }

    func ends(with text: String) -> Bool {
        var text = text
        return text.withUTF8 { wanted in count >= wanted.count && matches(wanted, at: endIndex - wanted.count) }
    }

    /// The range of the first occurrence of `text`, which is not empty.
    func range(of text: String) -> Range<Int>? {
        var text = text
        return text.withUTF8 { wanted in
            var index = startIndex
            while index + wanted.count <= endIndex {
                if self[index] == wanted[0], matches(wanted, at: index) { return index..<index + wanted.count }
                index += 1
            }
            return nil
        }
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

    /// The text for messages; bytes that are not UTF-8 become U+FFFD.
    var text: String { String(decoding: self, as: UTF8.self) }

    private func matches(_ wanted: UnsafeBufferPointer<UInt8>, at start: Int) -> Bool {
        for offset in wanted.indices where self[start + offset] != wanted[offset] { return false }
        return true
    }
}
