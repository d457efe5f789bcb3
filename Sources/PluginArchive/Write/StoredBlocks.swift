/// Deflate's own way to keep bytes as they are (RFC 1951, 3.2.4): blocks of at most 65,535 bytes, each after five bytes
/// of header when the stream is at a byte, as it is between ours.
enum StoredBlocks {
    private static let largest = 65_535

    /// Writes `bytes` into `output` and returns the number of bytes written. ``BlockDeflater/bound(for:)`` has room for it.
    static func write(_ bytes: UnsafeRawBufferPointer, isLast: Bool, into output: UnsafeMutableRawBufferPointer) -> Int
    {
        var position = 0
        for start in stride(from: 0, to: bytes.count, by: largest) {
            let part = bytes[start..<min(start + largest, bytes.count)]
            let isFinal = isLast && part.endIndex == bytes.count
            output[position] = isFinal ? 1 : 0
            let length = UInt16(part.count)
            output.storeBytes(of: length.littleEndian, toByteOffset: position + 1, as: UInt16.self)
            output.storeBytes(of: (~length).littleEndian, toByteOffset: position + 3, as: UInt16.self)
            UnsafeMutableRawBufferPointer(rebasing: output[(position + 5)...]).copyMemory(
                from: UnsafeRawBufferPointer(rebasing: part))
            position += 5 + part.count
        }
        return position
    }
}
