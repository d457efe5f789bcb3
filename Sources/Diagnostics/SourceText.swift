/// The bytes of one input, under the name by which the user knows it, with the places of its lines.
///
/// Lines end in LF, CRLF or a CR alone. Bytes need not be valid UTF-8: a broken file is what most needs a place.
package struct SourceText: Sendable, Hashable {
    /// The path as the user wrote it, or `<stdin>`.
    package let name: String
    package let bytes: [UInt8]
    /// Byte offset of the first byte of each line; the first is 0.
    private let lineStarts: [Int]

    package init(name: String, bytes: [UInt8]) {
        self.name = name
        self.bytes = bytes
        lineStarts = Self.findLines(in: bytes)
    }

    package init(name: String, text: String) {
        self.init(name: name, bytes: Array(text.utf8))
    }

    /// Number of lines, at least 1; a line feed at the very end opens a last, empty line.
    package var lineCount: Int { lineStarts.count }

    /// The place of the byte at `offset`; offsets past the end give the end.
    package func position(at offset: Int) -> Position {
        let offset = min(max(offset, 0), bytes.count)
        var low = 0
        var high = lineStarts.count
        while high - low > 1 {
            let middle = (low + high) / 2
            if lineStarts[middle] <= offset { low = middle } else { high = middle }
        }
        let column = bytes[lineStarts[low]..<offset].reduce(into: 1) { count, byte in
            if !UTF8.isContinuation(byte) { count += 1 }
        }
        return Position(line: low + 1, column: column, byte: offset)
    }

    /// The bytes of line `line` (1-based) without its terminator; `nil` when there is no such line.
    package func line(_ line: Int) -> ArraySlice<UInt8>? {
        guard line >= 1, line <= lineStarts.count else { return nil }
        let start = lineStarts[line - 1]
        var end = line < lineStarts.count ? lineStarts[line] : bytes.count
        while end > start, bytes[end - 1] == 0x0A || bytes[end - 1] == 0x0D { end -= 1 }
        return bytes[start..<end]
    }

    private static func findLines(in bytes: [UInt8]) -> [Int] {
        var starts = [0]
        var index = 0
        while index < bytes.count {
            let byte = bytes[index]
            index += 1
            if byte == 0x0A {
                starts.append(index)
            } else if byte == 0x0D {
                if index < bytes.count, bytes[index] == 0x0A { index += 1 }
                starts.append(index)
            }
        }
        return starts
    }
}

/// A place in a text. Lines and columns count from 1, bytes from 0; a column is one Unicode scalar.
package struct Position: Sendable, Hashable {
    package let line: Int
    package let column: Int
    package let byte: Int

    package init(line: Int, column: Int, byte: Int) {
        self.line = line
        self.column = column
        self.byte = byte
    }
}

/// Bytes `start..<end` of a ``SourceText``. An empty span marks the gap before `start`.
package struct Span: Sendable, Hashable {
    package let start: Int
    package let end: Int

    /// - Precondition: `0 <= start <= end`.
    package init(_ start: Int, _ end: Int) {
        precondition(0 <= start && start <= end)
        self.start = start
        self.end = end
    }
}
