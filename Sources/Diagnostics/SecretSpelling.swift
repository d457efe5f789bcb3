/// The ways in which a secret may be written without being hidden.
package enum SecretSpelling {
    /// As it is, percent-encoded with and without the slash, and in both alphabets of base64.
    package static func all(of bytes: [UInt8]) -> [[UInt8]] {
        let plain = Set("-._~".utf8)
        return [
            bytes, percentEncoded(bytes, keeping: plain), percentEncoded(bytes, keeping: plain.union("/".utf8)),
            base64(bytes, "+/"), base64(bytes, "-_"),
        ]
    }

    private static func percentEncoded(_ bytes: [UInt8], keeping plain: Set<UInt8>) -> [UInt8] {
        let digits = Array("0123456789ABCDEF".utf8)
        var encoded: [UInt8] = []
        for byte in bytes {
            let isAlphanumeric =
                (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
            if isAlphanumeric || plain.contains(byte) {
                encoded.append(byte)
            } else {
                encoded += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
            }
        }
        return encoded
    }

    /// Whole groups of three bytes: what follows depends on the bytes around.
    private static func base64(_ bytes: [UInt8], _ lastTwo: String) -> [UInt8] {
        let alphabet =
            Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789".utf8) + Array(lastTwo.utf8)
        var encoded: [UInt8] = []
        for start in stride(from: 0, to: bytes.count - bytes.count % 3, by: 3) {
            let group = Int(bytes[start]) << 16 | Int(bytes[start + 1]) << 8 | Int(bytes[start + 2])
            for shift in [18, 12, 6, 0] { encoded.append(alphabet[group >> shift & 63]) }
        }
        return encoded
    }
}
