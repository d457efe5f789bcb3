package import Diagnostics
import Glibc
import SystemPackage

/// Writing outputs so that a reader never sees half of one.
package enum OutputFile {
    /// Replaces the file at `path`, or makes it: a complete sibling is written first, then renamed.
    ///
    /// - Parameter mode: permission bits of a new file; `nil` keeps the mode of the file that is replaced, else 0644.
    /// - Throws: ``DiagnosedError`` with I201. The old file is then as it was, and no other file is left.
    package static func replace(_ path: String, with bytes: [UInt8], mode: UInt32? = nil) throws(DiagnosedError) {
        // A symbolic link stays one: what it points to is replaced.
        let target = realPath(path) ?? path
        var status = stat()
        let exists = stat(target, &status) == 0
        let mode = mode ?? (exists ? status.st_mode & 0o7777 : 0o644)
        let temporary = temporaryPath(for: target)
        do throws(DiagnosedError) {
            try create(temporary, bytes, mode: mode, shownAs: path)
            // Only root can give a file away; others keep their own.
            if exists, status.st_uid != geteuid() { _ = chown(temporary, status.st_uid, status.st_gid) }
            guard rename(temporary, target) == 0 else { throw failure(path, errno) }
        } catch {
            unlink(temporary)
            throw error
        }
    }

    /// Makes a new file.
    ///
    /// - Parameter name: the path for messages, where the user knows another one.
    /// - Throws: ``DiagnosedError`` with I201, also when something is there already.
    package static func create(
        _ path: String, _ bytes: [UInt8], mode: UInt32 = 0o644, shownAs name: String? = nil
    ) throws(DiagnosedError) {
        let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, mode)
        guard descriptor >= 0 else { throw failure(name ?? path, errno) }
        var failed: Int32?
        bytes.withUnsafeBytes { buffer in
            var written = 0
            while written < buffer.count {
                let count = write(descriptor, buffer.baseAddress! + written, buffer.count - written)
                if count > 0 {
                    written += count
                } else if errno != EINTR {
                    failed = errno
                    return
                }
            }
        }
        // The mode that was asked for, whatever the umask.
        if failed == nil, fchmod(descriptor, mode) != 0 { failed = errno }
        if close(descriptor) != 0, failed == nil { failed = errno }
        if let failed { throw failure(name ?? path, failed) }
    }

    /// Makes a directory whose parent exists; one that is there already is fine.
    package static func makeDirectory(_ path: String) throws(DiagnosedError) {
        if mkdir(path, 0o777) != 0, errno != EEXIST { throw failure(path, errno) }
    }

    /// The finding that `path` cannot be written, for an `errno`.
    package static func failure(_ path: String, _ code: Int32) -> DiagnosedError {
        DiagnosedError(
            Diagnostic(
                .outputUnwritable, .error, "`\(path)` cannot be written: \(Errno(rawValue: code))", at: .file(path),
                help: code == ENOENT ? "make the directory that it belongs in" : "check permissions and free space"))
    }

    /// A name beside `path` that nobody else uses. Not made of the process's id: in containers the next run has the same one,
    /// and would meet what a killed one left.
    static func temporaryPath(for path: String) -> String {
        "\(path).mwaa-gcp-\(String(UInt64.random(in: .min ... .max), radix: 36)).tmp"
    }

    private static func realPath(_ path: String) -> String? {
        guard let resolved = realpath(path, nil) else { return nil }
        defer { free(resolved) }
        return String(cString: resolved)
    }
}
