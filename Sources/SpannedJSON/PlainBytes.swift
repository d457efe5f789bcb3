/// What most strings of JSON are made of: printable ASCII that needs no escape.
enum PlainBytes {
    /// The first index from `start` on at which `bytes` holds a quote, a backslash, a control character or no ASCII.
    ///
    /// Texts are mostly strings, so eight bytes are looked at together.
    static func end(of bytes: [UInt8], from start: Int) -> Int {
        bytes.withUnsafeBytes { bytes in
            var index = start
            while index + 8 <= bytes.count {
                let found = marks(bytes.loadUnaligned(fromByteOffset: index, as: UInt64.self).littleEndian)
                if found != 0 { return index + found.trailingZeroBitCount / 8 }
                index += 8
            }
            while index < bytes.count, marks(UInt64(bytes[index]) | 0x2020_2020_2020_2000) == 0 { index += 1 }
            return index
        }
    }

    /// The highest bit of each byte of `word` that is not plain; of those above the lowest one it may tell too many.
    private static func marks(_ word: UInt64) -> UInt64 {
        let quotes = word ^ (ones &* UInt64(UInt8(ascii: "\"")))
        let backslashes = word ^ (ones &* UInt64(UInt8(ascii: "\\")))
        // A subtraction borrows from a byte's highest bit when the byte is smaller than what is subtracted.
        let found =
            ((word &- ones &* 0x20) & ~word) | ((quotes &- ones) & ~quotes) | ((backslashes &- ones) & ~backslashes)
        return (found | word) & highest
    }

    private static let ones: UInt64 = 0x0101_0101_0101_0101
    private static let highest: UInt64 = 0x8080_8080_8080_8080
}
