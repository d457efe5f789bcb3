import Diagnostics
import Glibc

/// A file that appears at its path when it is complete, or never.
///
/// Until then it has no name at all where the file system can do that, so that not even a killed process leaves it
/// behind; elsewhere a temporary name in the same directory, which is removed with this value.
struct StagedFile: ~Copyable {
    let descriptor: Int32
    private let path: String
    /// Name of the temporary file, if it has one.
    private var temporaryPath: String?

    /// `open` makes a file without a name; the header of the C library hides the flag.
    private static let unnamed: Int32 = 0o20000000 | O_DIRECTORY

    /// Throws a diagnostic when there can be no file at `path`: no such directory, a symbolic link or something else
    /// than a file in its place, no permission.
    ///
    /// - Parameter isNameless: whether a file without a name is tried first.
    static func forPath(_ path: String, isNameless: Bool = true) throws(DiagnosedError) -> StagedFile {
        try refuseOtherThanFile(path)
        let (descriptor, temporaryPath) = try create(path, isNameless: isNameless)
        return StagedFile(descriptor: descriptor, path: path, temporaryPath: temporaryPath)
    }

    private init(descriptor: Int32, path: String, temporaryPath: String?) {
        self.descriptor = descriptor
        self.path = path
        self.temporaryPath = temporaryPath
    }

    deinit {
        close(descriptor)
        if let temporaryPath { unlink(temporaryPath) }
    }

    /// Puts the file in its place, instead of what was there.
    mutating func publish() throws(DiagnosedError) {
        let temporary = temporaryPath ?? Self.temporaryPath(for: path)
        if temporaryPath == nil {
            // `linkat` replaces nothing, so the file gets a temporary name first.
            guard
                linkat(AT_FDCWD, "/proc/self/fd/\(descriptor)", AT_FDCWD, temporary, AT_SYMLINK_FOLLOW) == 0
            else { throw Self.failure(path, errno) }
            temporaryPath = temporary
        }
        guard rename(temporary, path) == 0 else { throw Self.failure(path, errno) }
        temporaryPath = nil
    }

    /// A new file for `path`, and its temporary name unless it has none.
    private static func create(
        _ path: String, isNameless: Bool
    ) throws(DiagnosedError) -> (descriptor: Int32, temporaryPath: String?) {
        let nameless = isNameless ? open(directory(of: path), O_RDWR | O_CLOEXEC | unnamed, 0o666) : -1
        if nameless >= 0 {
            if access("/proc/self/fd/\(nameless)", F_OK) == 0 { return (nameless, nil) }
            close(nameless)
        }
        let temporary = temporaryPath(for: path)
        let named = open(temporary, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
        guard named >= 0 else { throw failure(path, errno) }
        return (named, temporary)
    }

    private static func refuseOtherThanFile(_ path: String) throws(DiagnosedError) {
        var status = stat()
        guard lstat(path, &status) == 0 else { return }
        switch FileKind(mode: status.st_mode) {
        case .regular: break
        case .symbolicLink:
            throw refusal(path, "is a symbolic link", help: "name the file that it leads to, or remove the link")
        case .directory:
            throw refusal(path, "is a directory", help: "name a file in it, such as plugins.zip")
        case .special(let what):
            throw refusal(path, "is \(what)", help: "the archive is written with its headers last, so it needs a file")
        }
    }

    static func failure(_ path: String, _ number: Int32) -> DiagnosedError {
        DiagnosedError(
            Diagnostic(
                .outputUnwritable, .error, "cannot write \(EntryName(path)): \(errorText(number))", at: .file(path),
                help: advice(number)))
    }

    private static func advice(_ number: Int32) -> String? {
        switch number {
        case ENOENT, ENOTDIR: "make the directory that it belongs in"
        case EACCES, EPERM, EROFS: "check the permissions of the directory that it belongs in"
        case ENOSPC, EDQUOT: "make room, or name a path on another disk"
        case EFBIG: "raise the limit on the size of files (`ulimit -f`), or name a path on another file system"
        default: nil
        }
    }

    private static func refusal(_ path: String, _ predicate: String, help: String) -> DiagnosedError {
        DiagnosedError(
            Diagnostic(
                .outputUnwritable, .error, "cannot write \(EntryName(path)): it \(predicate)", at: .file(path),
                help: help))
    }

    private static func directory(of path: String) -> String {
        guard let slash = path.utf8.lastIndex(of: UInt8(ascii: "/")) else { return "." }
        return slash == path.startIndex ? "/" : String(path[..<slash])
    }

    /// A name beside `path` that nobody else uses: the number is random, and the file is made with `O_EXCL`.
    private static func temporaryPath(for path: String) -> String {
        let directory = directory(of: path)
        let suffix = String(UInt64.random(in: .min ... .max), radix: 36)
        return "\(directory)/.mwaa-gcp-\(suffix).tmp"
    }
}
