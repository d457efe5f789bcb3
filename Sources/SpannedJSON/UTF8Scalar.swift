/// Strict decoding of one scalar beyond ASCII, as Unicode's table 3-7 has it: no overlong form, no surrogate.
enum UTF8Scalar {
    /// The scalar that begins at `index` and its length in bytes; `nil` when the bytes are not UTF-8.
    /// - Precondition: `index < end <= bytes.count` and `bytes[index] >= 0x80`.
    static func decode(_ bytes: [UInt8], at index: Int, end: Int) -> (scalar: Unicode.Scalar, length: Int)? {
        let first = bytes[index]
        let length: Int
        let smallest: UInt32
        switch first {
        case 0xC2...0xDF: (length, smallest) = (2, 0x80)
        case 0xE0...0xEF: (length, smallest) = (3, 0x800)
        case 0xF0...0xF4: (length, smallest) = (4, 0x10000)
        default: return nil
        }
        guard index + length <= end else { return nil }
        var value = UInt32(first) & (0x7F >> UInt32(length))
        for offset in 1..<length {
            let byte = bytes[index + offset]
            guard byte & 0xC0 == 0x80 else { return nil }
            value = value << 6 | UInt32(byte & 0x3F)
        }
        guard value >= smallest, let scalar = Unicode.Scalar(value) else { return nil }
        return (scalar, length)
    }
}
