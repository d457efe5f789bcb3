import CZlib

/// Deflates single blocks of a file, so that any worker can do any block and the results, put one after the other, are
/// one raw deflate stream.
///
/// Each block starts with the window before it as dictionary and ends, unless it is the last, with a sync flush, which
/// closes it at a byte. The bytes depend on the block, its window, the level and zlib alone.
///
/// Owns one `z_stream` at a fixed address (zlib keeps a pointer back to it) and uses it for one block after the other.
final class BlockDeflater {
    /// Uncompressed bytes of each block but a file's last.
    static let blockSize = 512 << 10
    /// How far deflate looks back.
    static let windowSize = 32 << 10

    private let stream: UnsafeMutablePointer<z_stream>

    /// - Parameter level: 1 to 9.
    init(level: CompressionLevel) {
        stream = .allocate(capacity: 1)
        stream.initialize(to: z_stream())
        let status = deflateInit2_(
            stream, Int32(level.number), Z_DEFLATED, -15, 8, Z_DEFAULT_STRATEGY, zlibVersion(),
            Int32(MemoryLayout<z_stream>.size))
        precondition(status == Z_OK, "zlib did not start: \(status)")
    }

    deinit {
        deflateEnd(stream)
        stream.deinitialize(count: 1)
        stream.deallocate()
    }

    /// Room that a block of `size` bytes may need: zlib's own bound, and the flush at its end.
    static func bound(for size: Int) -> Int {
        Int(compressBound(UInt(size))) + 64
    }

    /// Deflates `block`, which follows `window` in its file (empty at the start, else ``windowSize`` bytes), into
    /// `output`, which has ``bound(for:)`` bytes. The number of bytes written.
    func deflate(
        _ block: UnsafeMutableRawBufferPointer, after window: UnsafeMutableRawBufferPointer, isLast: Bool,
        into output: UnsafeMutableRawBufferPointer
    ) -> Int {
        deflateReset(stream)
        if let start = window.baseAddress, !window.isEmpty {
            deflateSetDictionary(stream, start.assumingMemoryBound(to: Bytef.self), UInt32(window.count))
        }
        stream.pointee.next_in = block.baseAddress?.assumingMemoryBound(to: Bytef.self)
        stream.pointee.avail_in = UInt32(block.count)
        stream.pointee.next_out = output.baseAddress?.assumingMemoryBound(to: Bytef.self)
        stream.pointee.avail_out = UInt32(output.count)
        let status = CZlib.deflate(stream, isLast ? Z_FINISH : Z_SYNC_FLUSH)
        // With room to spare, one call does it all.
        precondition(status == (isLast ? Z_STREAM_END : Z_OK) && stream.pointee.avail_out > 0)
        return output.count - Int(stream.pointee.avail_out)
    }
}
