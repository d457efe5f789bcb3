package import Diagnostics
import Glibc
import SystemPackage

/// Reading inputs, with a diagnostic for each way in which that fails.
package enum InputFile {
    /// What to do about a path in a file that leads to nothing.
    static let relativePathsHelp = "check the path; relative paths in this file count from its own directory"

    /// Reads a whole regular file.
    ///
    /// - Parameters:
    ///   - path: as the user gave it.
    ///   - limit: bytes; a larger file is refused without reading it.
    ///   - role: what the file is to the tool, for messages: "credential config".
    ///   - place: where the path is written, if that is in another file; findings then point there.
    /// - Throws: ``DiagnosedError`` with I101 to I104.
    package static func read(
        _ path: String, limit: Int, role: String, namedAt place: Place? = nil
    ) throws(DiagnosedError) -> [UInt8] {
        do throws(DiagnosedError) {
            return try read(path, limit: limit, role: role)
        } catch {
            throw error.pointing(from: path, to: place)
        }
    }

    private static func read(_ path: String, limit: Int, role: String) throws(DiagnosedError) -> [UInt8] {
        // Non-blocking, so that opening a FIFO that nobody writes to does not wait for ever.
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else { throw refusal(path, role, errno) }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw refusal(path, role, errno) }
        guard status.st_mode & S_IFMT == S_IFREG else {
            let what = status.st_mode & S_IFMT == S_IFDIR ? "a directory" : "not a regular file"
            throw DiagnosedError(
                Diagnostic(.notAFile, .error, "the \(role) is \(what)", at: .file(path), help: "name the file itself"))
        }
        guard status.st_size <= limit else { throw tooLarge(path, role, limit) }
        return try read(descriptor, path, sizeHint: Int(status.st_size), limit: limit, role: role)
    }

    /// Reads standard input to its end.
    package static func readStandardInput(limit: Int, role: String) throws(DiagnosedError) -> [UInt8] {
        try read(STDIN_FILENO, "<stdin>", sizeHint: 4096, limit: limit, role: role)
    }

    /// A regular file of `/proc` says that it is empty, and a file can grow: so read until the end.
    private static func read(
        _ descriptor: Int32, _ path: String, sizeHint: Int, limit: Int, role: String
    ) throws(DiagnosedError) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(sizeHint + 1)
        var buffer = [UInt8](repeating: 0, count: 65_536)
        while true {
            let count = buffer.withUnsafeMutableBytes { Glibc.read(descriptor, $0.baseAddress, $0.count) }
            if count == 0 { return bytes }
            if count < 0 {
                if errno == EINTR { continue }
                throw refusal(path, role, errno)
            }
            bytes += buffer[..<count]
            if bytes.count > limit { throw tooLarge(path, role, limit) }
        }
    }

    private static func tooLarge(_ path: String, _ role: String, _ limit: Int) -> DiagnosedError {
        DiagnosedError(
            Diagnostic(
                .fileTooLarge, .error, "the \(role) is larger than \(limit >> 10) KiB", at: .file(path),
                help: "check that this is the right file"))
    }

    private static func refusal(_ path: String, _ role: String, _ code: Int32) -> DiagnosedError {
        if code == ENOENT || code == ENOTDIR {
            return DiagnosedError(
                Diagnostic(
                    .fileMissing, .error, "there is no \(role) `\(path)`", at: .file(path),
                    help: "check the path; relative paths count from the working directory"))
        }
        return DiagnosedError(
            Diagnostic(
                .fileUnreadable, .error, "the \(role) cannot be read: \(Errno(rawValue: code))", at: .file(path),
                help: code == EACCES ? "check the permissions of the file and its directories" : nil))
    }
}
