import Diagnostics

/// Checks the names of an archive against each other.
enum EntryNames {
    /// - Parameter positions: the records of the directory, of which `entries` are a part, by index.
    static func check(
        _ entries: [ArchiveEntry], positions: [CentralRecord], _ findings: inout FindingCollector
    ) {
        var files: [EntryName: ArchiveEntry] = [:]
        var seen: [EntryName: ArchiveEntry] = [:]
        for entry in entries {
            let position = positions[entry.index].position
            if let first = seen[entry.name] {
                findings.report(
                    .archiveDuplicate, .error, "\(entry.name) is in the archive twice", offset: position,
                    entry: (entry.index, entry.name),
                    related: [related("the first is here", positions[first.index], findings)],
                    help: "unpackers choose differently which one wins; make the archive again")
            } else {
                seen[entry.name] = entry
            }
            if !entry.isDirectory { files[entry.name] = entry }
        }
        var reported: Set<EntryName> = []
        for entry in entries {
            for directory in NameRules.directories(of: entry.name.bytes) {
                guard let file = files[directory], reported.insert(directory).inserted else { continue }
                findings.report(
                    .archiveFileAndDirectory, .error, "\(directory) is a file, and a directory in \(entry.name)",
                    offset: positions[entry.index].position, entry: (entry.index, entry.name),
                    related: [related("the file is here", positions[file.index], findings)],
                    help: "no unpacker can make both")
            }
        }
        let names = entries.map(\.name)
        for (first, second, likeness) in NameRules.lookalikes(among: names) {
            findings.report(
                likeness.code, .warning, "\(names[first]) and \(names[second]) differ in \(likeness.description) only",
                offset: positions[entries[second].index].position, entry: (entries[second].index, names[second]),
                related: [related("the first is here", positions[entries[first].index], findings)],
                help: "one of them is lost where the file system does not tell them apart, as on macOS and Windows")
        }
    }

    private static func related(
        _ message: String, _ record: CentralRecord, _ findings: FindingCollector
    ) -> Diagnostic.Related {
        Diagnostic.Related(
            message,
            at: .archive(path: findings.path, entry: record.name.description, offset: record.position))
    }
}
