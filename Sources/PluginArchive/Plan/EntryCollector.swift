import Diagnostics
import Glibc

/// Gathers entries and what is wrong with them, source by source.
struct EntryCollector {
    let options: ArchivePlan.Options
    private(set) var entries: [PlannedEntry] = []
    private(set) var diagnostics: [Diagnostic] = []
    private(set) var excluded: [String: Int] = [:]
    private let patterns: [ExcludePattern]
    private let outputs: [FileIdentity]
    private var hasTooMany = false

    init(options: ArchivePlan.Options) {
        self.options = options
        patterns = (options.usesDefaultExcludes ? ExcludePattern.defaults : []) + options.excludes
        outputs = options.outputs.compactMap { path in
            var status = stat()
            return stat(path, &status) == 0 ? FileIdentity(status) : nil
        }
    }

    mutating func add(_ source: ArchiveSource) {
        switch source {
        case .bytes(let bytes, let name, let description, let executable):
            append(
                PlannedEntry(
                    name: name, size: bytes.count, mode: options.mode.mode(isExecutable: executable),
                    origin: description, content: .bytes(bytes)),
                place: nil)
        case .file(let path, let name):
            addFile(path, name: name)
        case .directory(let path):
            var walk = DirectoryWalk(path)
            walk.run(&self)
        }
    }

    /// Sorts, and reports what is wrong with the whole.
    mutating func finish() {
        entries.sort { $0.name < $1.name }
        diagnostics += Collisions.diagnostics(among: entries)
        if entries.isEmpty, !diagnostics.contains(where: { $0.severity == .error }) {
            report(
                Diagnostic(
                    .archiveEmpty, .error, "there is no file to pack",
                    help: excluded.isEmpty
                        ? "name a directory that has files; directories alone are not packed"
                        : "patterns keep out all that there is: \(excluded.keys.sorted().map { "`\(EntryName($0))`" }.joined(separator: ", "))"
                ))
        }
        for pattern in options.excludes where excluded[pattern.text] == nil {
            report(
                Diagnostic(
                    .archiveExcludeUnused, .warning, "the exclude pattern `\(EntryName(pattern.text))` matches nothing",
                    help: pattern.adviceWhenUnused))
        }
    }

    mutating func report(_ diagnostic: Diagnostic) {
        diagnostics.append(diagnostic)
    }

    /// Adds an entry, and reports what is wrong with its name at `place`.
    mutating func append(_ entry: PlannedEntry, place: Place?) {
        for breach in NameRules.breaches(of: entry.name.bytes) {
            report(
                Diagnostic(
                    breach.code, breach.severity, "the name \(entry.name) \(breach.predicate)", at: place,
                    help: "rename the file, or keep it out with `--exclude`"))
        }
        guard entries.count < options.maximumEntries else {
            if !hasTooMany {
                hasTooMany = true
                report(
                    Diagnostic(
                        .archiveTooMany, .error, "there are more than \(options.maximumEntries) files to pack",
                        at: place,
                        help: "look for symbolic links between directories, which multiply what is below them"))
            }
            return
        }
        entries.append(entry)
    }

    /// No more entries are accepted; a walk may stop.
    var isFull: Bool { hasTooMany }

    /// Whether a pattern keeps out what was found at `path`; counts it.
    mutating func excludes(_ path: [UInt8], isDirectory: Bool) -> Bool {
        let candidate = ExcludePattern.Path(path)
        guard let pattern = patterns.first(where: { $0.matches(candidate, isDirectory: isDirectory) }) else {
            return false
        }
        excluded[pattern.text, default: 0] += 1
        return true
    }

    /// Whether this is what is about to be written, by whatever path it was found.
    func isOutput(_ identity: FileIdentity) -> Bool {
        outputs.contains { $0.isSameFile(as: identity) }
    }

    /// Reports that a source that the user named is the output itself.
    mutating func reportOutput(_ path: String) {
        report(
            Diagnostic(
                .archiveSourceIsOutput, .error, "\(EntryName(path)) is to be packed into itself", at: .file(path),
                help: "name another output, or what the archive is to be made of"))
    }

    private mutating func addFile(_ path: String, name: EntryName?) {
        let place = Place.file(path)
        guard let descriptor = Descriptor(open(path, SourceFile.flags)), let status = descriptor.status() else {
            return report(SourceFile.unreadable(path, errno))
        }
        guard case .regular = FileKind(mode: status.st_mode) else {
            return report(Diagnostic(.notAFile, .error, "\(EntryName(path)) is not a regular file", at: place))
        }
        let identity = FileIdentity(status)
        guard !isOutput(identity) else { return reportOutput(path) }
        let ownName = path.utf8.split(separator: UInt8(ascii: "/")).last.map(Array.init) ?? []
        append(
            PlannedEntry(
                name: name ?? EntryName(ownName), size: identity.size,
                mode: options.mode.mode(isExecutable: status.st_mode & 0o111 != 0), origin: path,
                content: .file(SourceFile(location: .named(path), identity: identity, display: path))),
            place: place)
    }
}
