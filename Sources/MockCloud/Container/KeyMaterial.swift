import Crypto

/// Made-up keys in the shape of real ones, always the same for a seed.
struct KeyMaterial {
    let seed: String

    /// Temporary keys of AWS begin with `ASIA`; the rest is base32.
    var accessKeyId: String {
        "ASIA" + text("id", count: 16, alphabet: "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567")
    }

    /// Has a `/` and a `+`, so that a caller who forgets to quote is found out.
    var secretAccessKey: String {
        let key = text("secret", count: 37, alphabet: Self.base64)
        return "\(key.prefix(11))/\(key.dropFirst(11).prefix(13))+\(key.dropFirst(24))a"
    }

    /// Begins as tokens of AWS do, and has a `/`, a `+` and a `=`.
    var token: String {
        "IQoJb3JpZ2luX2VjE" + text("token", count: 420, alphabet: Self.base64) + "/"
            + text("more", count: 422, alphabet: Self.base64) + "+A=="
    }

    /// `count` characters as Google's tokens are made of.
    func opaque(count: Int) -> String {
        text("opaque", count: count, alphabet: "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_")
    }

    private static let base64 = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"

    /// `count` characters of an alphabet whose length divides 256.
    private func text(_ purpose: String, count: Int, alphabet: String) -> String {
        let alphabet = Array(alphabet.utf8)
        var bytes: [UInt8] = []
        var block = 0
        while bytes.count < count {
            let digest = SHA256.hash(data: Array("\(seed)/\(purpose)/\(block)".utf8))
            bytes.append(contentsOf: digest.map { alphabet[Int($0) % alphabet.count] })
            block += 1
        }
        return String(decoding: bytes.prefix(count), as: UTF8.self)
    }
}
