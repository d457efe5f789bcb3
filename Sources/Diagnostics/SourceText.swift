import Synchronization

/// The bytes of one input, under the name by which the user knows it, with the places of its lines.
///
/// Lines end in LF, CRLF or a CR alone. Bytes need not be valid UTF-8: a broken file is what most needs a place.
package struct SourceText: Sendable {
    /// The path as the user wrote it, or `<stdin>`.
    package let name: String
    package let bytes: [UInt8]
    /// Shared by all copies, since finding lines takes a look at every byte.
    private let lines = Lines()

    package init(name: String, bytes: [UInt8]) {
        self.name = name
        self.bytes = bytes
    }

    package init(name: String, text: String) {
        self.init(name: name, bytes: Array(text.utf8))
    }

    /// Number of lines, at least 1; a line feed at the very end opens a last, empty line.
    package var lineCount: Int { lines.starts(in: bytes).count }

    /// The place of the byte at `offset`; offsets past the end give the end.
    package func position(at offset: Int) -> Position {
        let offset = min(max(offset, 0), bytes.count)
        let starts = lines.starts(in: bytes)
        var low = 0
        var high = starts.count
        while high - low > 1 {
            let middle = (low + high) / 2
            if starts[middle] <= offset { low = middle } else { high = middle }
        }
        let column = bytes[starts[low]..<offset].reduce(into: 1) { count, byte in
            if !UTF8.isContinuation(byte) { count += 1 }
        }
        return Position(line: low + 1, column: column, byte: offset)
    }

    /// The bytes of line `line` (1-based) without its terminator; `nil` when there is no such line.
    package func line(_ line: Int) -> ArraySlice<UInt8>? {
        let starts = lines.starts(in: bytes)
        guard line >= 1, line <= starts.count else { return nil }
        let start = starts[line - 1]
        var end = line < starts.count ? starts[line] : bytes.count
        while end > start, bytes[end - 1] == 0x0A || bytes[end - 1] == 0x0D { end -= 1 }
        return bytes[start..<end]
    }
}

extension SourceText: Hashable {
    package static func == (left: Self, right: Self) -> Bool { left.name == right.name && left.bytes == right.bytes }

    package func hash(into hasher: inout Hasher) {
        hasher.combine(name)
        hasher.combine(bytes)
    }
}

/// Where the lines of a text begin, found when somebody asks: a text without a finding is never shown.
private final class Lines: Sendable {
    private let found = Mutex<[Int]>([])

    /// Byte offset of the first byte of each line of `bytes`, which are always the same; the first is 0.
    func starts(in bytes: [UInt8]) -> [Int] {
        found.withLock { found in
            if found.isEmpty { found = Self.find(in: bytes) }
            return found
        }
    }

    private static func find(in bytes: [UInt8]) -> [Int] {
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
