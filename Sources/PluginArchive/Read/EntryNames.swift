import Diagnostics

/// Checks the names of an archive against each other.
enum EntryNames {
    /// - Parameter positions: the records of the directory, of which `entries` are a part, by index.
    static func check(
        _ entries: [ArchiveEntry], positions: [CentralRecord], _ findings: inout FindingCollector
    ) {
        // Indices, since a million entries take much room.
        let order = entries.indices.sorted {
            (entries[$0].name, $0) < (entries[$1].name, $1)
        }
        for (first, second) in duplicates(among: entries, in: order) {
            let (first, entry) = (entries[first], entries[second])
            findings.report(
                .archiveDuplicate, .error, "\(entry.name) is in the archive twice",
                offset: positions[entry.index].position, entry: (entry.index, entry.name),
                related: [related("the first is here", positions[first.index], findings)],
                help: "unpackers choose differently which one wins; make the archive again")
        }
        for (file, inside) in NameRules.filesThatAreDirectories(among: order.map { entries[$0].name }) {
            let (file, inside) = (entries[order[file]], entries[order[inside]])
            findings.report(
                .archiveFileAndDirectory, .error, "\(file.name) is a file, and a directory in \(inside.name)",
                offset: positions[inside.index].position, entry: (inside.index, inside.name),
                related: [related("the file is here", positions[file.index], findings)],
                help: "no unpacker can make both")
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

    /// Entries whose name an earlier one has, by index in the order of the directory: each with the first of that name.
    private static func duplicates(
        among entries: [ArchiveEntry], in order: [Int]
    ) -> [(first: Int, second: Int)] {
        var found: [(first: Int, second: Int)] = []
        guard var first = order.first else { return found }
        for index in order.dropFirst() {
            if entries[index].name == entries[first].name { found.append((first, index)) } else { first = index }
        }
        return found.sorted { $0.second < $1.second }
    }

    private static func related(
        _ message: String, _ record: CentralRecord, _ findings: FindingCollector
    ) -> Diagnostic.Related {
        Diagnostic.Related(
            message,
            at: .archive(path: findings.path, entry: record.name.description, offset: record.position))
    }
}
