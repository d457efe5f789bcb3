import Crypto
import Diagnostics
import Glibc

/// The archive's file as it grows, with the hash of what is final in it.
///
/// What writes or hashes throws ``DiagnosedError``, or `CancellationError` when the work is cancelled: gigabytes may be hashed
/// at once.
struct ArchiveOutput {
    private let descriptor: Int32
    /// The path for messages.
    private let name: String
    private let cancellation: CancellationSwitch
    /// Where the next byte goes.
    private(set) var position = 0
    /// Bytes before this are hashed, those after it may still change.
    private var hashed = 0
    private var hasher = SHA256()

    /// - Parameter descriptor: an empty file, open for reading and writing, not in append mode.
    init(descriptor: Int32, name: String, cancellation: CancellationSwitch) {
        self.descriptor = descriptor
        self.name = name
        self.cancellation = cancellation
    }

    /// Appends bytes that will not change.
    mutating func append(_ bytes: [UInt8]) throws {
        try append(bytes, UnsafeRawBufferPointer(start: nil, count: 0))
    }

    /// Appends a header and its data, neither of which will change.
    mutating func append(_ header: [UInt8], _ data: UnsafeRawBufferPointer) throws {
        try catchUp()
        let isWritten = header.withUnsafeBytes { header in
            hasher.update(bufferPointer: header)
            hasher.update(bufferPointer: data)
            return writeFully(descriptor, header, at: position)
                && writeFully(descriptor, data, at: position + header.count)
        }
        guard isWritten else { throw failure(errno) }
        position += header.count + data.count
        hashed = position
    }

    /// Leaves room for a header that is not known yet.
    mutating func skip(_ count: Int) {
        position += count
    }

    /// Appends data while what is before it may still change.
    mutating func appendUnhashed(_ data: UnsafeRawBufferPointer) throws {
        try cancellation.check()
        guard writeFully(descriptor, data, at: position) else { throw failure(errno) }
        position += data.count
    }

    /// Goes back to write something else from `offset` on.
    mutating func rewind(to offset: Int) {
        position = offset
    }

    /// Fills in what was skipped; from now on, all that was written is final.
    mutating func patch(_ bytes: [UInt8], at offset: Int) throws {
        guard bytes.withUnsafeBytes({ writeFully(descriptor, $0, at: offset) }) else { throw failure(errno) }
        try catchUp()
    }

    /// The hash of the whole. Nothing is left behind the archive's last byte, where something longer may have been.
    mutating func finish() throws -> ContentHash {
        try catchUp()
        guard ftruncate(descriptor, off_t(position)) == 0 else { throw failure(errno) }
        return ContentHash(hasher.finalize())
    }

    /// Hashes what was written since.
    private mutating func catchUp() throws {
        guard hashed < position else { return }
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 256 << 10, alignment: 64)
        defer { buffer.deallocate() }
        while hashed < position {
            try cancellation.check()
            let part = UnsafeMutableRawBufferPointer(rebasing: buffer[..<min(buffer.count, position - hashed)])
            guard readFully(descriptor, into: part, at: hashed) == part.count else { throw failure(errno) }
            hasher.update(bufferPointer: UnsafeRawBufferPointer(part))
            hashed += part.count
        }
    }

    private func failure(_ number: Int32) -> DiagnosedError {
        StagedFile.failure(name, number)
    }
}
