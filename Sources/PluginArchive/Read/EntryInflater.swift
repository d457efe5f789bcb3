import CZlib
import Diagnostics

/// Inflates entries one after the other, a piece at a time, and checks that each stream is exactly what the directory says.
///
/// Owns one `z_stream` at a fixed address, and two buffers.
final class EntryInflater {
    private static let pieceSize = 256 << 10

    /// CRC-32 of the compressed bytes of the entry that was inflated last.
    private(set) var packedChecksum: UInt32 = 0

    private let stream: UnsafeMutablePointer<z_stream>
    private let input = UnsafeMutableRawBufferPointer.allocate(byteCount: pieceSize, alignment: 64)
    private let output = UnsafeMutableRawBufferPointer.allocate(byteCount: pieceSize, alignment: 64)

    init() {
        stream = .allocate(capacity: 1)
        stream.initialize(to: z_stream())
        let status = inflateInit2_(stream, -15, zlibVersion(), Int32(MemoryLayout<z_stream>.size))
        precondition(status == Z_OK, "zlib did not start: \(status)")
    }

    deinit {
        inflateEnd(stream)
        stream.deinitialize(count: 1)
        stream.deallocate()
        input.deallocate()
        output.deallocate()
    }

    /// Gives the content of `entry` to `sink`, never more than the directory says, and returns what is wrong with it.
    /// Throws when the archive cannot be read. The entry is one that ``ArchiveReader/canInflate(_:)``.
    ///
    /// - Parameter isStopped: asked for each piece; when it says yes, the rest is left alone, and `nil` means nothing.
    func inflate(
        _ entry: ArchiveEntry, of archive: ArchiveReader, unless isStopped: () -> Bool = { false },
        to sink: (UnsafeRawBufferPointer) -> Void
    ) throws(DiagnosedError) -> Diagnostic? {
        guard let start = entry.dataOffset, let method = entry.method else { return nil }
        var crc: UInt = 0
        var produced = 0
        func deliver(_ bytes: UnsafeRawBufferPointer) {
            crc = crc32_z(crc, bytes.baseAddress?.assumingMemoryBound(to: Bytef.self), bytes.count)
            produced += bytes.count
            sink(bytes)
        }
        var packed: UInt = 0
        var consumed = 0
        var hasEnded = method == .stored
        if method == .deflated { inflateReset(stream) }
        while consumed < entry.compressedSize {
            guard !isStopped() else { return nil }
            let piece = UnsafeMutableRawBufferPointer(
                rebasing: input[..<min(input.count, entry.compressedSize - consumed)])
            try archive.input.read(into: piece, at: start + consumed)
            let offset = start + consumed
            consumed += piece.count
            packed = crc32_z(packed, piece.baseAddress?.assumingMemoryBound(to: Bytef.self), piece.count)
            guard method == .deflated else {
                deliver(UnsafeRawBufferPointer(piece))
                continue
            }
            guard !hasEnded else { return stray(entry, archive, offset) }
            stream.pointee.next_in = piece.baseAddress?.assumingMemoryBound(to: Bytef.self)
            stream.pointee.avail_in = UInt32(piece.count)
            repeat {
                stream.pointee.next_out = output.baseAddress?.assumingMemoryBound(to: Bytef.self)
                stream.pointee.avail_out = UInt32(output.count)
                let status = CZlib.inflate(stream, Z_NO_FLUSH)
                let made = output.count - Int(stream.pointee.avail_out)
                guard status == Z_OK || status == Z_STREAM_END || status == Z_BUF_ERROR else {
                    return problem(
                        .archiveStream, "the compressed data of \(entry.name) is corrupt", entry, archive,
                        offset + piece.count - Int(stream.pointee.avail_in))
                }
                guard made <= entry.size - produced else {
                    return problem(
                        .archiveStream, "\(entry.name) inflates to more than the \(entry.size) bytes it should have",
                        entry,
                        archive, offset)
                }
                deliver(UnsafeRawBufferPointer(rebasing: output[..<made]))
                hasEnded = status == Z_STREAM_END
            } while !hasEnded && (stream.pointee.avail_in > 0 || stream.pointee.avail_out == 0)
            if hasEnded, stream.pointee.avail_in > 0 {
                return stray(entry, archive, offset + piece.count - Int(stream.pointee.avail_in))
            }
        }
        packedChecksum = UInt32(truncatingIfNeeded: packed)
        guard hasEnded else {
            return problem(
                .archiveStream, "the compressed data of \(entry.name) is cut off", entry, archive, start + consumed)
        }
        guard produced == entry.size else {
            return problem(
                .archiveStream, "\(entry.name) inflates to \(produced) bytes instead of \(entry.size)", entry, archive,
                start)
        }
        guard UInt32(truncatingIfNeeded: crc) == entry.crc32 else {
            return problem(
                .archiveChecksum, "the content of \(entry.name) does not have the checksum that the archive gives it",
                entry,
                archive, start)
        }
        return nil
    }

    private func stray(_ entry: ArchiveEntry, _ archive: ArchiveReader, _ offset: Int) -> Diagnostic {
        problem(
            .archiveStream, "the compressed data of \(entry.name) ends before its record does", entry, archive, offset)
    }

    private func problem(
        _ code: DiagnosticCode, _ message: String, _ entry: ArchiveEntry, _ archive: ArchiveReader, _ offset: Int
    ) -> Diagnostic {
        Diagnostic(
            code, .error, message, at: .archive(path: archive.name, entry: entry.name.description, offset: offset),
            help: "the archive was damaged or made by a broken tool; make it again")
    }
}
