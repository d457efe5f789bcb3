import Crypto

/// Buffers for one block on its way from file to archive, used again for one block after the other.
///
/// One worker fills it, then the one that assembles the archive reads it; the run's lock hands it over.
final class WorkSlot: @unchecked Sendable {
    /// The window before the block, then the block.
    private let input: UnsafeMutableRawBufferPointer
    let output: UnsafeMutableRawBufferPointer
    private var windowCount = 0
    private var blockCount = 0

    init() {
        input = .allocate(byteCount: BlockDeflater.windowSize + BlockDeflater.blockSize, alignment: 64)
        output = .allocate(byteCount: BlockDeflater.bound(for: BlockDeflater.blockSize), alignment: 64)
    }

    deinit {
        input.deallocate()
        output.deallocate()
    }

    /// Makes room for a block of `count` bytes after `window` bytes before it; the buffer that takes both.
    func prepare(window: Int, block count: Int) -> UnsafeMutableRawBufferPointer {
        windowCount = window
        blockCount = count
        return UnsafeMutableRawBufferPointer(rebasing: input[..<(window + count)])
    }

    var window: UnsafeMutableRawBufferPointer { UnsafeMutableRawBufferPointer(rebasing: input[..<windowCount]) }

    var block: UnsafeMutableRawBufferPointer {
        UnsafeMutableRawBufferPointer(rebasing: input[windowCount..<(windowCount + blockCount)])
    }
}

/// What became of a block.
struct PackedBlock {
    let position: BlockPosition
    /// Bytes of the slot's output that are in use.
    let compressedCount: Int
    let crc32: UInt32
    /// SHA-256 of the content, if the block is all of it.
    let hash: ContentHash?
}

/// Which block of which entry.
struct BlockPosition {
    let entry: Int
    let offset: Int
    let count: Int
    /// The entry's last.
    let isLast: Bool

    /// The block is all that the entry has.
    var isWhole: Bool { offset == 0 && isLast }
}
