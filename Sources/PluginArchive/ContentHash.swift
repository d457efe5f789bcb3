package import Crypto

/// A SHA-256.
package struct ContentHash: Sendable, Hashable, CustomStringConvertible {
    private let value: SIMD32<UInt8>

    package init(_ digest: SHA256.Digest) {
        value = digest.withUnsafeBytes { $0.loadUnaligned(as: SIMD32<UInt8>.self) }
    }

    /// The hash of bytes at hand.
    package init(of bytes: [UInt8]) {
        self.init(SHA256.hash(data: bytes))
    }

    package var bytes: [UInt8] { value.indices.map { value[$0] } }

    /// 64 hexadecimal digits, lower case.
    package var hex: String {
        let digits = Array("0123456789abcdef".utf8)
        return String(decoding: bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
    }

    /// As S3 has it in `x-amz-checksum-sha256`.
    package var base64: String {
        let digits = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
        var text: [UInt8] = []
        let padded = bytes + [0]
        for start in stride(from: 0, to: padded.count, by: 3) {
            let group = padded[start..<start + 3].reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
            text += [18, 12, 6, 0].map { digits[Int(group >> $0 & 63)] }
        }
        // 32 bytes are ten groups of three and two left over.
        return String(decoding: text.dropLast() + [UInt8(ascii: "=")], as: UTF8.self)
    }

    package var description: String { hex }
}
