import CZlib
import Crypto
import Diagnostics

/// One worker's tools: takes a block from its source and packs it.
final class BlockPacker {
    /// `nil` at level 0.
    private let deflater: BlockDeflater?
    private let probe = CompressibilityProbe()

    init(level: CompressionLevel) {
        deflater = level.number == 0 ? nil : BlockDeflater(level: level)
    }

    func pack(_ position: BlockPosition, of entry: PlannedEntry, in slot: WorkSlot) throws(DiagnosedError)
        -> PackedBlock
    {
        let window = deflater == nil ? 0 : min(position.offset, BlockDeflater.windowSize)
        let buffer = slot.prepare(window: window, block: position.count)
        try entry.read(into: buffer, at: position.offset - window)
        let block = slot.block
        let crc = UInt32(
            truncatingIfNeeded: crc32_z(0, block.baseAddress?.assumingMemoryBound(to: Bytef.self), block.count))
        var hash: ContentHash?
        if position.isWhole {
            var hasher = SHA256()
            hasher.update(bufferPointer: UnsafeRawBufferPointer(block))
            hash = ContentHash(hasher.finalize())
        }
        return PackedBlock(position: position, compressedCount: compress(position, in: slot), crc32: crc, hash: hash)
    }

    /// Fills the slot's output, unless nothing is compressed, and returns the number of bytes. A block that is all of its
    /// entry may only be counted: when the result is no smaller, the entry is stored.
    private func compress(_ position: BlockPosition, in slot: WorkSlot) -> Int {
        guard let deflater else { return position.count }
        guard probe.gainsNothing(UnsafeRawBufferPointer(slot.block)) else {
            return deflater.deflate(slot.block, after: slot.window, isLast: position.isLast, into: slot.output)
        }
        guard !position.isWhole else { return position.count }
        return StoredBlocks.write(UnsafeRawBufferPointer(slot.block), isLast: position.isLast, into: slot.output)
    }
}

extension PlannedEntry {
    /// Reads `buffer.count` bytes at `offset`, and makes sure that a file is still what was planned, before and after.
    func read(into buffer: UnsafeMutableRawBufferPointer, at offset: Int) throws(DiagnosedError) {
        switch content {
        case .bytes(let bytes):
            bytes.withUnsafeBytes {
                buffer.copyMemory(from: UnsafeRawBufferPointer(rebasing: $0[offset..<(offset + buffer.count)]))
            }
        case .file(let file):
            let descriptor = try file.open()
            try file.read(descriptor, into: buffer, at: offset)
            try file.checkUnchanged(descriptor)
        }
    }
}
