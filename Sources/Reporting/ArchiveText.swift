import Diagnostics

/// What people read of archives and their differences, apart from findings.
struct ArchiveText {
    /// Makes what came from a file fit for a terminal.
    let clean: (String) -> String
    let style: TextStyle

    /// The entries, if they were asked for.
    func listing(_ archive: ReportedArchive) -> String? {
        archive.entries.map { ArchiveListing.text(archive, $0, clean: clean) }
    }

    func figures(_ archive: ReportedArchive) -> String {
        let saved = Self.percent(of: archive.contentSize, archive.size)
        let line =
            "  \(Self.files(archive.fileCount)) of \(archive.contentSize) bytes in \(archive.size) bytes\(saved)\n"
        return line + (archive.contentSHA256.map { "  content sha256 \($0)\n" } ?? "")
    }

    /// One line an entry; `nil` when nothing differs.
    func difference(_ difference: ReportedDifference) -> String? {
        let lines =
            difference.added.map { line("added", .good, $0.name, "\($0.size) bytes") }
            + difference.removed.map { line("removed", .severity(.error), $0.name, "\($0.size) bytes") }
            + difference.changed.map { line("changed", .severity(.warning), $0.new.name, $0.summary) }
            + difference.recompressed.map { line("repacked", .frame, $0.new.name, $0.summary) }
        return lines.isEmpty ? nil : lines.joined()
    }

    /// One line for all.
    func summary(_ difference: ReportedDifference) -> String {
        let counts = [
            (difference.added.count, "added"), (difference.removed.count, "removed"),
            (difference.changed.count, "changed"), (difference.recompressed.count, "repacked"),
            (difference.unchangedCount, "unchanged"),
        ].filter { $0.0 > 0 }.map { "\($0.0) \($0.1)" }.joined(separator: ", ")
        let verdict =
            !difference.isSameContent
            ? "the content differs"
            : difference.recompressed.isEmpty ? "the same entries" : "the same content in other compressed bytes"
        return counts.isEmpty ? "\(verdict)\n" : "\(verdict): \(counts)\n"
    }

    private func line(_ word: String, _ role: TextStyle.Role, _ name: String, _ detail: String) -> String {
        let padding = String(repeating: " ", count: max(0, 9 - word.count))
        return "\(style.paint(word, as: role))\(padding) \(clean(name))  (\(clean(detail)))\n"
    }

    private static func files(_ count: Int) -> String { "\(count) file\(count == 1 ? "" : "s")" }

    private static func percent(of size: Int, _ packed: Int) -> String {
        guard size > 0, packed < size else { return "" }
        return ", \(Int(Double(size - packed) * 100 / Double(size))) % saved"
    }
}
