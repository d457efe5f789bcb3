/// Finds many secrets in a text in one pass over it.
package struct SecretSearch: Sendable {
    /// Secrets by their first eight bytes, longest first.
    private var byStart: [UInt64: [[UInt8]]] = [:]
    /// Whether some secret begins with these two bytes: most places of a text are passed over with this alone. Empty when there
    /// is no secret.
    private var starts: [Bool] = []

    /// - Parameter secrets: those under 8 bytes are ignored, they would be found in common words.
    package init(_ secrets: [[UInt8]]) {
        let secrets = secrets.filter { $0.count >= 8 }
        if !secrets.isEmpty { starts = Array(repeating: false, count: 1 << 16) }
        for secret in secrets {
            byStart[Self.start(secret, at: 0), default: []].append(secret)
            starts[Int(secret[0]) << 8 | Int(secret[1])] = true
        }
        for key in byStart.keys where byStart[key, default: []].count > 1 {
            byStart[key]?.sort { $0.count > $1.count }
        }
    }

    /// The first place at or after `start` where a secret stands, and the longest that stands there.
    package func first(in text: [UInt8], from start: Int = 0) -> Range<Int>? {
        guard text.count >= 8, !byStart.isEmpty else { return nil }
        var index = start
        while index <= text.count - 8 {
            if starts[Int(text[index]) << 8 | Int(text[index + 1])],
                let found = byStart[Self.start(text, at: index)]?.first(where: { matches($0, text, index) })
            {
                return index..<(index + found.count)
            }
            index += 1
        }
        return nil
    }

    /// The text with each secret in it overwritten.
    package func masking(_ text: [UInt8], with replacement: String) -> [UInt8] {
        guard var found = first(in: text) else { return text }
        var masked = Array(text[..<found.lowerBound])
        while true {
            masked += replacement.utf8
            guard let next = first(in: text, from: found.upperBound) else { break }
            masked += text[found.upperBound..<next.lowerBound]
            found = next
        }
        return masked + text[found.upperBound...]
    }

    private func matches(_ secret: [UInt8], _ text: [UInt8], _ index: Int) -> Bool {
        secret.count <= text.count - index && text[index..<(index + secret.count)].elementsEqual(secret)
    }

    private static func start(_ bytes: [UInt8], at index: Int) -> UInt64 {
        bytes[index..<(index + 8)].reduce(0) { $0 << 8 | UInt64($1) }
    }
}
