import Diagnostics
import Glibc

/// The bytes of an archive, in memory or in a file, by offset.
struct ArchiveInput: Sendable {
    /// The path for messages.
    let name: String
    let size: Int
    private let storage: Storage

    private enum Storage: Sendable {
        case bytes([UInt8])
        case file(SourceRoot)
    }

    init(bytes: [UInt8], name: String) {
        self.name = name
        size = bytes.count
        storage = .bytes(bytes)
    }

    /// Opens a regular file; throws a diagnostic when there is none that can be read.
    init(file path: String) throws(DiagnosedError) {
        let number = open(path, SourceFile.flags)
        guard number >= 0 else { throw DiagnosedError(SourceFile.unreadable(path, errno)) }
        let file = SourceRoot(number)
        var status = stat()
        guard fstat(number, &status) == 0 else { throw DiagnosedError(SourceFile.unreadable(path, errno)) }
        guard case .regular = FileKind(mode: status.st_mode) else {
            throw DiagnosedError(
                Diagnostic(.notAFile, .error, "\(EntryName(path)) is not a regular file", at: .file(path)))
        }
        name = path
        size = Int(status.st_size)
        storage = .file(file)
    }

    /// Bytes `offset ..< offset + count`, which must all be there: callers have compared with ``size``. Throws when the
    /// file cannot be read or has become shorter.
    func read(_ count: Int, at offset: Int) throws(DiagnosedError) -> [UInt8] {
        var problem: DiagnosedError?
        let bytes = [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
            do throws(DiagnosedError) {
                try read(into: UnsafeMutableRawBufferPointer(buffer), at: offset)
                filled = count
            } catch {
                problem = error
            }
        }
        if let problem { throw problem }
        return bytes
    }

    /// The same into a buffer, which is filled.
    func read(into buffer: UnsafeMutableRawBufferPointer, at offset: Int) throws(DiagnosedError) {
        switch storage {
        case .bytes(let bytes):
            bytes.withUnsafeBytes {
                buffer.copyMemory(from: UnsafeRawBufferPointer(rebasing: $0[offset..<(offset + buffer.count)]))
            }
        case .file(let file):
            guard let count = readFully(file.descriptor, into: buffer, at: offset) else {
                throw DiagnosedError(SourceFile.unreadable(name, errno))
            }
            guard count == buffer.count else {
                throw DiagnosedError(
                    Diagnostic(
                        .archiveFileChanged, .error, "\(EntryName(name)) became shorter while it was read",
                        at: .file(name),
                        help: "try again when nothing writes to it any more"))
            }
        }
    }
}
