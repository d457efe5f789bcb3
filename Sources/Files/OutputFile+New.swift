package import Diagnostics
import Glibc

extension OutputFile {
    /// Makes a new file, all of it or none.
    ///
    /// - Throws: ``DiagnosedError`` with I203 when something is at `path` already, which stays as it is; with I201 when the
    ///   file cannot be written.
    package static func createNew(_ path: String, _ bytes: [UInt8]) throws(DiagnosedError) {
        guard Tree.kind(of: path) == nil else { throw exists(path) }
        let temporary = temporaryPath(for: path)
        defer { unlink(temporary) }
        try create(temporary, bytes, shownAs: path)
        // A rename would replace what somebody else has made in the meantime.
        if link(temporary, path) == 0 { return }
        switch errno {
        case EEXIST: throw exists(path)
        // A file system without hard links.
        case EPERM, EOPNOTSUPP, ENOSYS: try create(path, bytes)
        default: throw failure(path, errno)
        }
    }

    private static func exists(_ path: String) -> DiagnosedError {
        DiagnosedError(
            Diagnostic(
                .outputExists, .error, "`\(path)` is there already, and stays as it is", at: .file(path),
                help: "edit it, or name another file"))
    }
}
