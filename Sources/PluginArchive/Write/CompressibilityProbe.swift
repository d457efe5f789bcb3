/// Tells in a fraction of deflate's time that it would gain less than a hundredth, as with wheels, jars and pictures.
///
/// Two estimates are added: what unequal counts of bytes would gain (the first term of the entropy's series, which is
/// enough this close to random), and the share of bytes that repeat others in reach. On wheels the sum was seen within
/// two thousandths of what zlib gains. Only integers are used, so every machine decides alike.
final class CompressibilityProbe {
    /// Blocks below this are deflated in any case; there is little to save.
    private static let smallestBlock = 16 << 10
    private static let hashBits: UInt32 = 14
    /// Gains are counted in millionths of the block.
    private static let worthwhileGain = 10_000

    /// Four tables of counts, so that equal neighbours do not wait for each other.
    private let counts = UnsafeMutablePointer<UInt32>.allocate(capacity: 4 * 256)
    /// One more than the last position of each hash; 0 for none.
    private let positions = UnsafeMutablePointer<UInt32>.allocate(capacity: 1 << hashBits)

    deinit {
        counts.deallocate()
        positions.deallocate()
    }

    /// - Parameter block: at most ``BlockDeflater/blockSize`` bytes.
    func gainsNothing(_ block: UnsafeRawBufferPointer) -> Bool {
        guard block.count >= Self.smallestBlock else { return false }
        // A sample with five times the gain settles it for most blocks.
        let sampleStep = block.count / 16
        let sample = (0..<16).map { $0 * sampleStep..<$0 * sampleStep + 1024 }
        guard unequalCounts(block, in: sample) < 5 * Self.worthwhileGain else { return false }
        let gain = unequalCounts(block, in: [0..<block.count])
        guard gain < Self.worthwhileGain else { return false }
        return repeats(in: block, areFewerThan: (Self.worthwhileGain - gain) * block.count / 1_000_000)
    }

    /// What a code by counts alone would gain on the bytes in `ranges`, in millionths: the excess of the sum of squares over that
    /// of equal counts, divided by 16 ln 2.
    private func unequalCounts(_ block: UnsafeRawBufferPointer, in ranges: [Range<Int>]) -> Int {
        guard let base = block.baseAddress?.assumingMemoryBound(to: UInt8.self) else { return 0 }
        let counts = counts
        counts.update(repeating: 0, count: 4 * 256)
        var total = 0
        for range in ranges {
            var index = range.lowerBound
            let end = index &+ (range.count & ~3)
            total += end - index
            while index < end {
                counts[Int(base[index])] &+= 1
                counts[256 &+ Int(base[index &+ 1])] &+= 1
                counts[512 &+ Int(base[index &+ 2])] &+= 1
                counts[768 &+ Int(base[index &+ 3])] &+= 1
                index &+= 4
            }
        }
        var squares = 0
        for value in 0..<256 {
            let count = Int(counts[value] &+ counts[256 + value] &+ counts[512 + value] &+ counts[768 + value])
            squares += count * count
        }
        return 90_168 * (256 * squares - total * total) / (total * total)
    }

    /// Whether fewer than `limit` bytes repeat what stands at most a window before, looking at the last place where the
    /// same four bytes may have been. The first three bytes of each repeat are what a deflate code for it costs.
    private func repeats(in block: UnsafeRawBufferPointer, areFewerThan limit: Int) -> Bool {
        let positions = positions
        positions.update(repeating: 0, count: 1 << Int(Self.hashBits))
        var covered = 0
        var index = 0
        while index &+ 4 <= block.count {
            let bytes = block.loadUnaligned(fromByteOffset: index, as: UInt32.self)
            let slot = Int((bytes &* 2_654_435_761) >> (32 - Self.hashBits))
            let candidate = Int(positions[slot]) &- 1
            positions[slot] = UInt32(truncatingIfNeeded: index &+ 1)
            if candidate >= 0, index &- candidate <= BlockDeflater.windowSize,
                block.loadUnaligned(fromByteOffset: candidate, as: UInt32.self) == bytes
            {
                var length = 4
                while index &+ length < block.count, block[candidate &+ length] == block[index &+ length] {
                    length &+= 1
                }
                covered &+= length &- 3
                guard covered < limit else { return false }
                index &+= length
            } else {
                index &+= 1
            }
        }
        return true
    }
}
