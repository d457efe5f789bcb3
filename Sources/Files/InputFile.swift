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
        try OpenInput(path, role: role).read(limit: limit)
    }

    /// Reads standard input to its end.
    package static func readStandardInput(limit: Int, role: String) throws(DiagnosedError) -> [UInt8] {
        try read(STDIN_FILENO, "<stdin>", size: nil, limit: limit, role: role)
    }

    /// Reads until the end: a regular file of `/proc` says that it is empty, and a file can grow.
    ///
    /// - Parameter size: of a regular file, which is known to end where a read gives less than was asked for.
    static func read(
        _ descriptor: Int32, _ path: String, size: Int?, limit: Int, role: String
    ) throws(DiagnosedError) -> [UInt8] {
        var code: Int32 = 0
        var isAtEnd = false
        var bytes: [UInt8] = []
        var room = size.map { $0 + 1 } ?? 4096
        while !isAtEnd {
            let piece = [UInt8](unsafeUninitializedCapacity: room) { buffer, count in
                while count < room, !isAtEnd {
                    let got = Glibc.read(descriptor, buffer.baseAddress! + count, room - count)
                    if got < 0, errno == EINTR { continue }
                    if got < 0 { code = errno }
                    count += max(got, 0)
                    isAtEnd = got <= 0 || (bytes.isEmpty && count == size)
                }
            }
            if code != 0 { throw refusal(path, role, code) }
            if bytes.isEmpty { bytes = piece } else { bytes += piece }
            if bytes.count > limit { throw tooLarge(path, role, limit) }
            room = 65_536
        }
        return bytes
    }

    static func tooLarge(_ path: String, _ role: String, _ limit: Int) -> DiagnosedError {
        DiagnosedError(
            Diagnostic(
                .fileTooLarge, .error, "the \(role) is larger than \(limit >> 10) KiB", at: .file(path),
                help: "check that this is the right file"))
    }

    static func refusal(_ path: String, _ role: String, _ code: Int32) -> DiagnosedError {
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
