package import Diagnostics

/// What MWAA would meet in a sound archive.
///
/// MWAA unpacks `plugins.zip` into `/usr/local/airflow/plugins`; how is not published, so that what one common
/// unpacker does differently is worth a word.
enum PluginLints {
    /// What the rules look at.
    struct Item {
        let name: EntryName
        let mode: UInt16?
        /// What `pack` would have left out.
        let leftover: ExcludePattern?

        init(name: EntryName, mode: UInt16?) {
            self.name = name
            self.mode = mode
            leftover = PluginLeftovers.pattern(of: name)
        }
    }

    /// AWS's guide recommends less than 1 GB.
    private static let recommendedSize = 1_000_000_000
    /// Seen in the listing of that directory on MWAA before anything of the user's is in it.
    private static let reserved = ["aws_mwaa", "celery_config.py"]

    /// - Parameters:
    ///   - items: the archive's files, without directories.
    ///   - size: bytes of the archive, which is at `place`.
    ///   - placeOf: where the item of an index is.
    static func diagnostics(
        for items: [Item], size: Int, at place: Place, placeOf: (Int) -> Place
    ) -> [Diagnostic] {
        [
            empty(items, place), nested(items, place), executable(items, place), large(size, place),
        ].compactMap { $0 } + reservedNames(items, placeOf) + leftovers(items, place)
    }

    private static func empty(_ items: [Item], _ place: Place) -> Diagnostic? {
        guard items.isEmpty else { return nil }
        return Diagnostic(
            .archiveEmpty, .warning, "there is no file in the archive", at: place,
            help:
                "some unpackers call that an error; to do without plugins, take the plugins file out of the environment"
        )
    }

    /// Leftovers do not count, and where there are modules, neither does what lies beside them, as a README does.
    private static func nested(_ items: [Item], _ place: Place) -> Diagnostic? {
        let prefix = Array("plugins/".utf8)
        let meant = items.filter { $0.leftover == nil }
        let modules = meant.filter { $0.name.bytes.suffix(3).elementsEqual(".py".utf8) }
        let judged = modules.isEmpty ? meant : modules
        guard !judged.isEmpty, judged.allSatisfy({ $0.name.bytes.starts(with: prefix) }) else { return nil }
        let inside = meant.count { $0.name.bytes.starts(with: prefix) }
        return Diagnostic(
            .archiveNested, .warning,
            "\(inside == items.count ? "everything" : "every module") in the archive is in a directory called plugins",
            at: place,
            help:
                "MWAA unpacks to /usr/local/airflow/plugins, so this becomes plugins/plugins; pack the contents of the "
                + "directory, not the directory")
    }

    private static func reservedNames(_ items: [Item], _ placeOf: (Int) -> Place) -> [Diagnostic] {
        reserved.compactMap { name in
            guard let index = items.firstIndex(where: { first($0.name).elementsEqual(name.utf8) }) else { return nil }
            return Diagnostic(
                .archiveReserved, .warning,
                "\(items[index].name) takes a name that MWAA uses in the plugins directory",
                at: placeOf(index), help: "rename it: MWAA has put its own \(name) there")
        }
    }

    private static func executable(_ items: [Item], _ place: Place) -> Diagnostic? {
        let executable = items.filter { ($0.mode ?? 0) & 0o111 != 0 }
        guard let first = executable.first else { return nil }
        return Diagnostic(
            .archiveExecutable, .note,
            executable.count == 1
                ? "\(first.name) is executable, which an unpacker may drop"
                : "\(executable.count) files are executable, \(first.name) for one, which an unpacker may drop",
            at: place,
            help: "run scripts by way of their interpreter, as in `bash script.sh`, or set the bit before use")
    }

    private static func large(_ size: Int, _ place: Place) -> Diagnostic? {
        guard size >= recommendedSize else { return nil }
        return Diagnostic(
            .archiveLarge, .warning, "the archive is \(size) bytes, and AWS recommends less than \(recommendedSize)",
            at: place,
            help:
                "MWAA rolls an update back that takes too long; put dependencies into requirements.txt, and data into S3"
        )
    }

    private static func leftovers(_ items: [Item], _ place: Place) -> [Diagnostic] {
        let found = items.filter { $0.leftover != nil }
        guard !found.isEmpty else { return [] }
        return ExcludePattern.defaults.compactMap { pattern in
            let some = found.filter { $0.leftover == pattern }.map(\.name)
            guard let first = some.first else { return nil }
            return Diagnostic(
                .archiveLeftovers, .note,
                some.count == 1
                    ? "\(first) is a leftover (`\(pattern.text)`)"
                    : "\(some.count) entries are leftovers (`\(pattern.text)`), \(first) for one",
                at: place, help: "`mwaa-gcp pack` leaves such files out")
        }
    }

    private static func first(_ name: EntryName) -> ArraySlice<UInt8> {
        name.bytes.prefix { $0 != UInt8(ascii: "/") }
    }
}

extension ArchiveReader {
    /// What MWAA would meet in this archive, apart from what is wrong with it.
    package var lints: [Diagnostic] {
        // Of what is no archive at all there is nothing to say.
        if entries.isEmpty, !isSound { return [] }
        let files = entries.indices.filter { !entries[$0].isDirectory }
        return PluginLints.diagnostics(
            for: files.map { PluginLints.Item(name: entries[$0].name, mode: entries[$0].mode) }, size: size,
            at: .archive(path: name, entry: nil, offset: nil), placeOf: { place(entries[files[$0]]) })
    }
}

extension ArchivePlan {
    /// What MWAA would meet in the archive at `path`, which has become `size` bytes.
    package func lints(size: Int, path: String) -> [Diagnostic] {
        PluginLints.diagnostics(
            for: entries.map { PluginLints.Item(name: $0.name, mode: $0.mode) }, size: size, at: .file(path),
            placeOf: { entries[$0].place ?? .file(path) })
    }
}
