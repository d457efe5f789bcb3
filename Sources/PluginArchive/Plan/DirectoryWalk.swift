import Diagnostics
import Glibc

/// Finds what is below one directory of the user's.
///
/// Directories are opened component by component and no component may be a symbolic link, so that a link put in place
/// while the walk runs leads nowhere. Links found are resolved first and walked by their real path.
struct DirectoryWalk {
    /// The directory as the user wrote it.
    private let display: String
    private var pending: [Directory] = []

    /// A directory still to be listed.
    private struct Directory {
        /// Its name in the archive, with a closing slash; empty for the root.
        let name: [UInt8]
        /// Where it really is below the root, without symbolic links.
        let realPath: [UInt8]
        /// Those above it and itself, against going round in circles.
        let chain: [FileIdentity]
    }

    /// Deeper trees than this are refused; every level is opened from the root again.
    private static let maximumDepth = 256

    init(_ path: String) {
        display = path
    }

    /// Gives all that is found to `collector`, in order of the names' bytes.
    mutating func run(_ collector: inout EntryCollector) {
        let number = open(display, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard number >= 0 else {
            let problem = errno
            return collector.report(
                problem == ENOTDIR
                    ? Diagnostic(
                        .archiveNotADirectory, .error, "\(EntryName(display)) is not a directory", at: .file(display),
                        help: "name the directory that it is in: its contents become the archive")
                    : SourceFile.unreadable(display, problem))
        }
        let root = SourceRoot(number)
        var status = stat()
        guard fstat(number, &status) == 0, let real = Self.realPath(Array(display.utf8)) else {
            return collector.report(SourceFile.unreadable(display, errno))
        }
        guard !collector.isOutput(FileIdentity(status)) else { return collector.reportOutput(display) }
        pending = [Directory(name: [], realPath: [], chain: [FileIdentity(status)])]
        while let directory = pending.popLast(), !collector.isFull {
            list(directory, below: root, at: real, &collector)
        }
    }

    private mutating func list(
        _ directory: Directory, below root: SourceRoot, at rootPath: [UInt8], _ collector: inout EntryCollector
    ) {
        let number = SourceFile.open(
            directory.realPath, below: root.descriptor, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
        guard number >= 0, let stream = fdopendir(number) else {
            let problem = errno
            if number >= 0 { close(number) }
            return collector.report(SourceFile.unreadable(path(of: directory.name), problem))
        }
        defer { closedir(stream) }
        let depth = directory.name.count { $0 == UInt8(ascii: "/") }
        guard depth < Self.maximumDepth else {
            return collector.report(
                Diagnostic(
                    .archiveTooMany, .error,
                    "\(EntryName(display)) is nested deeper than \(Self.maximumDepth) directories",
                    at: .file(display)))
        }
        guard let names = Self.names(in: stream) else {
            return collector.report(SourceFile.unreadable(path(of: directory.name), errno))
        }
        var subdirectories: [Directory] = []
        for name in names {
            let item = Item(
                name: directory.name + name,
                realPath: directory.realPath + (directory.realPath.isEmpty ? [] : [UInt8(ascii: "/")]) + name,
                leaf: name.map { CChar(bitPattern: $0) } + [0])
            if let found = visit(item, in: number, directory, below: root, at: rootPath, &collector) {
                subdirectories.append(found)
            }
        }
        pending += subdirectories.reversed()
    }

    /// Something that a directory holds.
    private struct Item {
        let name: [UInt8]
        let realPath: [UInt8]
        /// The last component, for C.
        let leaf: [CChar]
    }

    /// Adds what `item` is to the collector; a directory to be listed is returned.
    private func visit(
        _ item: Item, in parent: Int32, _ directory: Directory, below root: SourceRoot, at rootPath: [UInt8],
        _ collector: inout EntryCollector
    ) -> Directory? {
        let path = path(of: item.name)
        var status = stat()
        guard fstatat(parent, item.leaf, &status, AT_SYMLINK_NOFOLLOW) == 0 else {
            collector.report(SourceFile.unreadable(path, errno))
            return nil
        }
        let kind = FileKind(mode: status.st_mode)
        var isDirectory = false
        if case .directory = kind { isDirectory = true }
        guard !collector.excludes(item.name, isDirectory: isDirectory) else { return nil }
        switch kind {
        case .regular:
            add(openat(parent, item.leaf, SourceFile.flags | O_NOFOLLOW), item.name, item.realPath, root, &collector)
        case .directory:
            let identity = FileIdentity(status)
            guard !collector.isOutput(identity) else { return nil }
            return Directory(
                name: item.name + [UInt8(ascii: "/")], realPath: item.realPath, chain: directory.chain + [identity])
        case .symbolicLink:
            return follow(item, directory, below: root, at: rootPath, &collector)
        case .special(let what):
            collector.report(
                Diagnostic(
                    .archiveSpecialFile, .error, "\(EntryName(path)) is \(what)", at: .file(path),
                    help: "only regular files can be shipped; remove it, or keep it out with `--exclude`"))
        }
        return nil
    }

    /// Adds what a symbolic link leads to, if that is below the root.
    private func follow(
        _ item: Item, _ directory: Directory, below root: SourceRoot, at rootPath: [UInt8],
        _ collector: inout EntryCollector
    ) -> Directory? {
        let path = path(of: item.name)
        func refuse(_ code: DiagnosticCode, _ predicate: String, _ help: String) -> Directory? {
            collector.report(
                Diagnostic(
                    code, .error, "the symbolic link \(EntryName(path)) \(predicate)", at: .file(path), help: help))
            return nil
        }
        guard let target = Self.realPath(rootPath + [UInt8(ascii: "/")] + item.realPath) else {
            switch errno {
            case ENOENT, ENOTDIR:
                return refuse(.archiveLinkDangling, "leads to nothing", "mend the link or remove it")
            case ELOOP:
                return refuse(.archiveLinkCycle, "leads to itself", "mend the link or remove it")
            default:
                collector.report(SourceFile.unreadable(path, errno))
                return nil
            }
        }
        let prefix = rootPath == [UInt8(ascii: "/")] ? rootPath : rootPath + [UInt8(ascii: "/")]
        guard target == rootPath || target.starts(with: prefix) else {
            return refuse(
                .archiveLinkOutside, "leads out of \(EntryName(display))",
                "put a copy of what it leads to in its place, so that the archive depends on this directory alone")
        }
        let realPath = Array(target.dropFirst(prefix.count))
        let number = SourceFile.open(realPath, below: root.descriptor, SourceFile.flags | O_NOFOLLOW)
        var status = stat()
        guard number >= 0, fstat(number, &status) == 0 else {
            let problem = errno
            if number >= 0 { close(number) }
            // A socket cannot be opened at all.
            return problem == ENXIO
                ? refuse(.archiveSpecialFile, "leads to a special file", "remove it, or keep it out with `--exclude`")
                : refuse(.fileUnreadable, "cannot be followed: \(errorText(problem))", "mend the link or remove it")
        }
        switch FileKind(mode: status.st_mode) {
        case .regular:
            // It is left out like the output itself.
            if !collector.isOutput(FileIdentity(status)) { reportFollowed(path, &collector) }
            add(number, item.name, realPath, root, &collector)
            return nil
        case .directory:
            close(number)
            guard !collector.excludes(item.name, isDirectory: true) else { return nil }
            let identity = FileIdentity(status)
            guard !collector.isOutput(identity) else { return nil }
            guard !directory.chain.contains(where: { $0.isSameFile(as: identity) }) else {
                return refuse(
                    .archiveLinkCycle, "leads to a directory that it is in",
                    "remove the link, or keep it out with `--exclude`")
            }
            reportFollowed(path, &collector)
            return Directory(
                name: item.name + [UInt8(ascii: "/")], realPath: realPath, chain: directory.chain + [identity])
        case .symbolicLink, .special:
            close(number)
            return refuse(.archiveSpecialFile, "leads to a special file", "remove it, or keep it out with `--exclude`")
        }
    }

    private func reportFollowed(_ path: String, _ collector: inout EntryCollector) {
        collector.report(
            Diagnostic(
                .archiveLinkFollowed, .note,
                "what the symbolic link \(EntryName(path)) leads to is packed in its place",
                at: .file(path)))
    }

    /// Adds the regular file that `number`, or -1 with `errno`, was opened on. Opening it now finds every unreadable
    /// file before anything is written.
    private func add(
        _ number: Int32, _ name: [UInt8], _ realPath: [UInt8], _ root: SourceRoot, _ collector: inout EntryCollector
    ) {
        let path = path(of: name)
        guard let descriptor = Descriptor(number), let status = descriptor.status() else {
            return collector.report(SourceFile.unreadable(path, errno))
        }
        let identity = FileIdentity(status)
        guard !collector.isOutput(identity) else { return }
        let file = SourceFile(location: .inside(root, path: realPath), identity: identity, display: path)
        guard case .regular = FileKind(mode: status.st_mode) else {
            return file.changed().diagnostics.forEach { collector.report($0) }
        }
        collector.append(
            PlannedEntry(
                name: EntryName(name), size: identity.size,
                mode: collector.options.mode.mode(isExecutable: status.st_mode & 0o111 != 0), origin: path,
                content: .file(file)),
            place: .file(path))
    }

    /// What people are told: the root as they wrote it, and the name below it.
    private func path(of name: [UInt8]) -> String {
        guard !name.isEmpty else { return display }
        let separator = display.hasSuffix("/") ? "" : "/"
        return display + separator + String(decoding: name, as: UTF8.self)
    }

    /// The names in a directory in order of their bytes, without `.` and `..`; `nil` with `errno` set on failure.
    private static func names(in stream: OpaquePointer) -> [[UInt8]]? {
        var names: [EntryName] = []
        while true {
            errno = 0
            guard let entry = readdir(stream) else { break }
            let offset = MemoryLayout<dirent>.offset(of: \.d_name)!
            let start = UnsafeRawPointer(entry) + offset
            let name = UnsafeRawBufferPointer(start: start, count: strlen(start.assumingMemoryBound(to: CChar.self)))
            if name.elementsEqual([0x2E]) || name.elementsEqual([0x2E, 0x2E]) { continue }
            names.append(EntryName(Array(name)))
        }
        return errno == 0 ? names.sorted().map(\.bytes) : nil
    }

    /// Where `path` leads when all links are followed; `nil` with `errno` set when nowhere.
    private static func realPath(_ path: [UInt8]) -> [UInt8]? {
        guard let resolved = realpath(path.map { CChar(bitPattern: $0) } + [0], nil) else { return nil }
        defer { free(resolved) }
        return Array(UnsafeRawBufferPointer(start: resolved, count: strlen(resolved)))
    }
}
