package import Diagnostics
import Glibc

/// A regular file, open for reading.
package struct OpenInput: ~Copyable {
    /// What it shares with every other path that leads to the same file.
    package let identity: Tree.Identity
    /// Bytes; 0 also where the system does not know.
    package let size: Int
    private let path: String
    private let role: String
    private let descriptor: Int32

    /// - Parameters:
    ///   - path: as the user gave it.
    ///   - role: what the file is to the tool, for messages: "credential config".
    /// - Throws: ``DiagnosedError`` with I101 to I103.
    package init(_ path: String, role: String) throws(DiagnosedError) {
        // Non-blocking, so that opening a FIFO that nobody writes to does not wait for ever.
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else { throw InputFile.refusal(path, role, errno) }
        var status = stat()
        let code = fstat(descriptor, &status) == 0 ? 0 : errno
        guard code == 0, status.st_mode & S_IFMT == S_IFREG else {
            close(descriptor)
            if code != 0 { throw InputFile.refusal(path, role, code) }
            let what = status.st_mode & S_IFMT == S_IFDIR ? "a directory" : "not a regular file"
            throw DiagnosedError(
                Diagnostic(.notAFile, .error, "the \(role) is \(what)", at: .file(path), help: "name the file itself"))
        }
        self.path = path
        self.role = role
        self.descriptor = descriptor
        identity = Tree.Identity(status)
        size = Int(status.st_size)
    }

    deinit { close(descriptor) }

    /// Whether the file begins with these bytes; `false` as well when it cannot be read.
    package func begins(with bytes: [UInt8]) -> Bool {
        var beginning = [UInt8](repeating: 0, count: bytes.count)
        let count = beginning.withUnsafeMutableBytes { pread(descriptor, $0.baseAddress, $0.count, 0) }
        return count == bytes.count && beginning == bytes
    }

    /// Reads the whole file, once.
    ///
    /// - Parameter limit: bytes; a larger file is refused without reading it.
    /// - Throws: ``DiagnosedError`` with I102 or I104.
    package func read(limit: Int) throws(DiagnosedError) -> [UInt8] {
        guard size <= limit else { throw InputFile.tooLarge(path, role, limit) }
        return try InputFile.read(descriptor, path, size: size > 0 ? size : nil, limit: limit, role: role)
    }
}
