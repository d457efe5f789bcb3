import Diagnostics
import Glibc

/// An open directory that a walk started from; what was found in it is opened again through it.
final class SourceRoot: Sendable {
    let descriptor: Int32

    init(_ descriptor: Int32) {
        self.descriptor = descriptor
    }

    deinit {
        close(descriptor)
    }
}

/// A regular file of the user's, as it was when the plan was made.
struct SourceFile: Sendable {
    /// Where to find it again.
    enum Location: Sendable {
        /// A path that the user named, links and all.
        case named(String)
        /// Below a root, by a path without symbolic links.
        case inside(SourceRoot, path: [UInt8])
    }

    let location: Location
    let identity: FileIdentity
    /// The path as the user knows it.
    let display: String

    /// Opens it for reading and makes sure that it is still what was planned.
    func open() throws(DiagnosedError) -> Descriptor {
        let number =
            switch location {
            case .named(let path): Glibc.open(path, Self.flags)
            case .inside(let root, let path): Self.open(path, below: root.descriptor, Self.flags | O_NOFOLLOW)
            }
        guard let descriptor = Descriptor(number) else {
            let number = errno
            // It could be opened when the plan was made.
            if number == ENOENT || number == ELOOP || number == ENOTDIR { throw changed() }
            throw unreadable(number)
        }
        try checkUnchanged(descriptor)
        return descriptor
    }

    /// Throws when the file is no longer what it was when the plan was made.
    func checkUnchanged(_ descriptor: borrowing Descriptor) throws(DiagnosedError) {
        guard let status = descriptor.status() else { throw unreadable(errno) }
        guard FileIdentity(status) == identity else { throw changed() }
    }

    /// Reads `buffer.count` bytes at `offset`, all of which the file had when the plan was made.
    func read(
        _ descriptor: borrowing Descriptor, into buffer: UnsafeMutableRawBufferPointer, at offset: Int
    ) throws(DiagnosedError) {
        guard let count = readFully(descriptor.number, into: buffer, at: offset) else { throw unreadable(errno) }
        guard count == buffer.count else { throw changed() }
        if identity.size == 0 { try checkEmpty(descriptor) }
    }

    /// The files of `/proc` and the like say that they are empty, whatever can be read from them.
    private func checkEmpty(_ descriptor: borrowing Descriptor) throws(DiagnosedError) {
        guard
            withUnsafeTemporaryAllocation(byteCount: 1, alignment: 1, { readFully(descriptor.number, into: $0, at: 0) })
                == 0
        else {
            throw DiagnosedError(
                Diagnostic(
                    .archiveSpecialFile, .error, "\(EntryName(display)) says that it is empty, but is not",
                    at: .file(display), help: "copy what it holds into an ordinary file, and pack that"))
        }
    }

    func changed() -> DiagnosedError {
        DiagnosedError(
            Diagnostic(
                .archiveFileChanged, .error, "\(EntryName(display)) changed while the archive was made",
                at: .file(display),
                help: "pack again when nothing writes to it any more"))
    }

    func unreadable(_ number: Int32) -> DiagnosedError {
        DiagnosedError(Self.unreadable(display, number))
    }

    static func unreadable(_ display: String, _ number: Int32) -> Diagnostic {
        Diagnostic(
            number == ENOENT ? .fileMissing : .fileUnreadable, .error,
            "cannot read \(EntryName(display)): \(errorText(number))", at: .file(display), help: advice(number))
    }

    private static func advice(_ number: Int32) -> String? {
        switch number {
        case ENOENT, ENOTDIR: "check the path; relative paths count from the working directory"
        case EACCES, EPERM: "check the permissions of the file and of the directories that it is in"
        default: nil
        }
    }

    /// Neither a named pipe nor a terminal put in place of a file may hold the process up.
    static let flags = O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY

    /// Opens `path`, relative and without `.` or `..`, below `root`, following no symbolic link in any component.
    /// The descriptor, or -1 with `errno` set. An empty path opens `root` itself once more.
    static func open(_ path: [UInt8], below root: Int32, _ flags: Int32) -> Int32 {
        if path.isEmpty { return openat(root, ".", flags) }
        var names = path.map { CChar(bitPattern: $0 == UInt8(ascii: "/") ? 0 : $0) } + [0]
        return names.withUnsafeMutableBufferPointer { names in
            var current = root
            var start = 0
            while true {
                guard let name = names.baseAddress.map({ $0 + start }) else { return -1 }
                start += strlen(name) + 1
                let isLast = start == names.count
                let next = openat(current, name, isLast ? flags : O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
                let problem = errno
                if current != root { close(current) }
                errno = problem
                if isLast || next < 0 { return next }
                current = next
            }
        }
    }
}
