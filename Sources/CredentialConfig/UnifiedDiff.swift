/// Differences as `diff -u` writes them.
package enum UnifiedDiff {
    /// The unified diff from `old` to `new`, with three lines of context; empty when they are equal.
    ///
    /// Lines end in a line feed; other bytes, carriage returns too, belong to the line. Bytes are copied as they are.
    package static func between(_ old: [UInt8], _ new: [UInt8], oldName: String, newName: String) -> [UInt8] {
        guard old != new else { return [] }
        let changes = changes(lines(of: old), lines(of: new))
        var result = Array("--- \(shown(oldName))\n+++ \(shown(newName))\n".utf8)
        for hunk in hunks(changes) { append(hunk, to: &result) }
        return result
    }

    /// `patch` takes a space for the end of a name, unless a tab is.
    private static func shown(_ name: String) -> String { name.contains(" ") ? name + "\t" : name }

    private struct Line {
        var mark: Character
        var bytes: ArraySlice<UInt8>
        /// Lines of the old and the new text before this one.
        var old: Int
        var new: Int
    }

    private static func lines(of bytes: [UInt8]) -> [ArraySlice<UInt8>] {
        var lines: [ArraySlice<UInt8>] = []
        var start = 0
        for index in bytes.indices where bytes[index] == 0x0A {
            lines.append(bytes[start...index])
            start = index + 1
        }
        if start < bytes.count { lines.append(bytes[start...]) }
        return lines
    }

    /// Both texts merged into one sequence of kept, removed and added lines; removals before additions.
    private static func changes(_ old: [ArraySlice<UInt8>], _ new: [ArraySlice<UInt8>]) -> [Line] {
        let difference = new.difference(from: old)
        var removed = Set<Int>()
        var inserted = Set<Int>()
        for change in difference {
            switch change {
            case .remove(let offset, _, _): removed.insert(offset)
            case .insert(let offset, _, _): inserted.insert(offset)
            }
        }
        var result: [Line] = []
        var (oldIndex, newIndex) = (0, 0)
        while oldIndex < old.count || newIndex < new.count {
            if removed.contains(oldIndex) {
                result.append(Line(mark: "-", bytes: old[oldIndex], old: oldIndex, new: newIndex))
                oldIndex += 1
            } else if inserted.contains(newIndex) {
                result.append(Line(mark: "+", bytes: new[newIndex], old: oldIndex, new: newIndex))
                newIndex += 1
            } else {
                result.append(Line(mark: " ", bytes: old[oldIndex], old: oldIndex, new: newIndex))
                oldIndex += 1
                newIndex += 1
            }
        }
        return result
    }

    /// Stretches of changes with their context.
    private static func hunks(_ lines: [Line]) -> [ArraySlice<Line>] {
        let context = 3
        var ranges: [Range<Int>] = []
        for index in lines.indices where lines[index].mark != " " {
            let range = max(0, index - context)..<min(lines.count, index + context + 1)
            if let last = ranges.last, last.upperBound >= range.lowerBound {
                ranges[ranges.count - 1] = last.lowerBound..<range.upperBound
            } else {
                ranges.append(range)
            }
        }
        return ranges.map { lines[$0] }
    }

    private static func append(_ hunk: ArraySlice<Line>, to result: inout [UInt8]) {
        guard let first = hunk.first else { return }
        let oldCount = hunk.count { $0.mark != "+" }
        let newCount = hunk.count { $0.mark != "-" }
        result += Array("@@ -\(range(first.old, oldCount)) +\(range(first.new, newCount)) @@\n".utf8)
        for line in hunk {
            result.append(line.mark.asciiValue!)
            result += line.bytes
            if line.bytes.last != 0x0A { result += Array("\n\\ No newline at end of file\n".utf8) }
        }
    }

    private static func range(_ before: Int, _ count: Int) -> String {
        // An empty range names the line before it.
        let start = count == 0 ? before : before + 1
        return count == 1 ? "\(start)" : "\(start),\(count)"
    }
}
