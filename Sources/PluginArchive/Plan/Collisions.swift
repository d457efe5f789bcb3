import Diagnostics

/// Finds entries that cannot live side by side, or not everywhere.
enum Collisions {
    /// - Parameter entries: in order of their names' bytes.
    static func diagnostics(among entries: [PlannedEntry]) -> [Diagnostic] {
        twice(entries) + fileAgainstDirectory(entries) + alike(entries)
    }

    private static func twice(_ entries: [PlannedEntry]) -> [Diagnostic] {
        zip(entries, entries.dropFirst()).filter { $0.name == $1.name }.map { first, second in
            Diagnostic(
                .archiveDuplicate, .error, "\(first.name) comes from two sources: \(first.label) and \(second.label)",
                at: second.place ?? first.place, related: related(first, second, at: second),
                help: "an archive can hold a name once; rename one of them, or keep it out with `--exclude`")
        }
    }

    private static func fileAgainstDirectory(_ entries: [PlannedEntry]) -> [Diagnostic] {
        NameRules.filesThatAreDirectories(among: entries.map(\.name)).map { file, inside in
            let (file, inside) = (entries[file], entries[inside])
            return Diagnostic(
                .archiveFileAndDirectory, .error,
                "\(file.name) is a file from \(file.label) and a directory of \(inside.label)",
                at: inside.place ?? file.place, related: related(file, inside, at: inside),
                help: "rename one of them, or keep it out with `--exclude`")
        }
    }

    private static func alike(_ entries: [PlannedEntry]) -> [Diagnostic] {
        NameRules.lookalikes(among: entries.map(\.name)).map { first, second, likeness in
            let (first, second) = (entries[first], entries[second])
            return Diagnostic(
                likeness.code, .warning,
                "\(first.name) and \(second.name) differ in \(likeness.description) only (\(first.label), \(second.label))",
                at: second.place ?? first.place, related: related(first, second, at: second),
                help: "one of them is lost where the file system does not tell them apart, as on macOS and Windows")
        }
    }

    /// Where the other one comes from, if that is a file and not where the finding points already.
    private static func related(
        _ first: PlannedEntry, _ second: PlannedEntry, at shown: PlannedEntry
    ) -> [Diagnostic.Related] {
        let shownPlace = shown.place ?? first.place
        return [first, second].filter { $0.place != shownPlace }.compactMap { entry in
            entry.place.map { Diagnostic.Related("\(entry.name) comes from here", at: $0) }
        }
    }
}

extension PlannedEntry {
    /// The origin for a sentence: a path as it is, a description as it is.
    fileprivate var label: String { EntryName(origin).description }

    /// The user's file; `nil` for bytes that the tool made.
    var place: Place? {
        if case .file = content { .file(origin) } else { nil }
    }
}
