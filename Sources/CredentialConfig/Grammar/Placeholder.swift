/// Parts of a text that documentation leaves for the reader to fill in.
enum Placeholder {
    /// The ranges of placeholders in `bytes`, in order: `<…>`, `$NAME`, `${…}`, `{…}` other than `{region}`, `[…]`,
    /// `%NAME%`, `...`, words all in capitals (`PROJECT_NUMBER`; no identifier of Google Cloud has capitals), words that
    /// begin with `your-` or `your_`, and `changeme` and its like as whole words.
    static func find(in bytes: ArraySlice<UInt8>) -> [Range<Int>] {
        var found: [Range<Int>] = []
        var start = bytes.startIndex
        while let next = first(in: bytes, from: start) {
            found.append(next)
            start = next.upperBound
        }
        return found
    }

    /// Whether there is a placeholder in `bytes`.
    static func isIn(_ bytes: ArraySlice<UInt8>) -> Bool {
        mayHold(bytes) && first(in: bytes, from: bytes.startIndex) != nil
    }

    private static func first(in bytes: ArraySlice<UInt8>, from start: Int) -> Range<Int>? {
        var index = start
        while index < bytes.endIndex {
            if let end = end(ofPlaceholderAt: index, in: bytes) { return index..<end }
            index = isWordPart(bytes[index]) ? endOfWord(at: index, in: bytes) : index + 1
        }
        return nil
    }

    /// Whether a look is worth while: most texts hold nothing that a placeholder begins with, but for `{region}`, which
    /// google-auth itself replaces.
    private static func mayHold(_ bytes: ArraySlice<UInt8>) -> Bool {
        guard hasSign(bytes) else { return false }
        var rest = bytes
        while let region = rest.range(of: "{region}") {
            // What is before the brace can make another placeholder of it.
            if rest[..<region.lowerBound].last == UInt8(ascii: "#") || hasSign(rest[..<region.lowerBound]) {
                return true
            }
            rest = rest[(region.upperBound - 1)...]
        }
        return hasSign(rest)
    }

    private static func hasSign(_ bytes: ArraySlice<UInt8>) -> Bool {
        signs.withUnsafeBufferPointer { signs in
            bytes.withUnsafeBufferPointer { bytes in
                // Without a branch for each byte: nearly always it is looked at all of them.
                var found: UInt16 = 0
                var before = signs[0]
                for byte in bytes {
                    let sign = signs[Int(byte)]
                    found |= before >> 8 & sign
                    before = sign
                }
                return found != 0
            }
        }
    }

    /// For each byte, of which pairs that give a placeholder away it is the first, and of which the last: a bit for each, in
    /// the upper and in the lower half.
    private static let signs: [UInt16] = (UInt8.min...UInt8.max).map { byte in
        let isCapital = (0x41...0x5A).contains(byte)
        let isBesideCapitals = isWordPart(byte) && !(0x61...0x7A).contains(byte)
        func bit(_ number: UInt16, _ condition: Bool) -> UInt16 { condition ? 1 << number : 0 }
        func isAny(of characters: String) -> Bool { characters.utf8.contains(byte) }
        // `yo` is in `your`, `m` in `changeme`, `fillmein`, `fixme` and `change-me`.
        let first = bit(0, true) | bit(1, isAny(of: ".")) | bit(2, isAny(of: "y")) | bit(3, isAny(of: "-_elx"))
        let last = bit(0, isAny(of: "<[{$%")) | bit(1, isAny(of: ".")) | bit(2, isAny(of: "o")) | bit(3, isAny(of: "m"))
        return (first | bit(4, isCapital) | bit(5, isBesideCapitals)) << 8
            | (last | bit(4, isBesideCapitals) | bit(5, isCapital))
    }

    private static func end(ofPlaceholderAt start: Int, in bytes: ArraySlice<UInt8>) -> Int? {
        switch bytes[start] {
        case UInt8(ascii: "<"): return enclosed(from: start, by: ">", in: bytes)
        case UInt8(ascii: "["):
            guard let end = enclosed(from: start, by: "]", in: bytes) else { return nil }
            // A colon stands in addresses of IPv6.
            return bytes[start..<end].contains(UInt8(ascii: ":")) ? nil : end
        case UInt8(ascii: "#"):
            guard start + 1 < bytes.endIndex, bytes[start + 1] == UInt8(ascii: "{") else { return nil }
            return enclosed(from: start, by: "}", in: bytes)
        case UInt8(ascii: "{"):
            guard let end = enclosed(from: start, by: "}", in: bytes) else { return nil }
            if bytes[start...].begins(with: "{{"), end < bytes.endIndex, bytes[end] == UInt8(ascii: "}") {
                return end + 1
            }
            return bytes[start..<end].equals("{region}") ? nil : end
        case UInt8(ascii: "$"):
            guard start + 1 < bytes.endIndex else { return nil }
            if bytes[start + 1] == UInt8(ascii: "{") || bytes[start + 1] == UInt8(ascii: "(") {
                return enclosed(from: start, by: bytes[start + 1] == UInt8(ascii: "{") ? "}" : ")", in: bytes)
            }
            let end = endOfWord(at: start + 1, in: bytes)
            return end > start + 1 ? end : nil
        case UInt8(ascii: "%"):
            let end = endOfWord(at: start + 1, in: bytes)
            guard end > start + 3, end < bytes.endIndex, bytes[end] == UInt8(ascii: "%") else { return nil }
            return end + 1
        case UInt8(ascii: "."):
            return bytes[start...].begins(with: "...") ? start + 3 : nil
        default:
            guard isWordPart(bytes[start]), mayBeginPlaceholder(bytes[start]) else { return nil }
            let end = endOfWord(at: start, in: bytes)
            let word = bytes[start..<end]
            return isCapitals(word) || word.begins(with: "your-") || word.begins(with: "your_")
                || isRequest(word) ? end : nil
        }
    }

    /// What is longer is no hint to a reader, and many that are never closed would be looked for to the end of the text.
    private static let longest = 256

    private static func enclosed(from start: Int, by close: Character, in bytes: ArraySlice<UInt8>) -> Int? {
        guard let end = bytes[start...].prefix(longest).firstIndex(of: close.asciiValue!) else { return nil }
        return end + 1
    }

    /// Whether a word may be a placeholder: none but the first letters of those below, capitals and what is no letter.
    private static func mayBeginPlaceholder(_ byte: UInt8) -> Bool {
        !(0x61...0x7A).contains(byte) || byte == UInt8(ascii: "y") || requests.contains { $0.utf8.first == byte }
    }

    /// Three characters or more, with a letter, and no small letter.
    private static func isCapitals(_ word: ArraySlice<UInt8>) -> Bool {
        word.count >= 3 && word.contains { (0x41...0x5A).contains($0) } && !word.contains { (0x61...0x7A).contains($0) }
            && !ownWords.contains(word.text.lowercased())
    }

    /// Whether a word asks to be replaced, whatever stands between its parts.
    private static func isRequest(_ word: ArraySlice<UInt8>) -> Bool {
        guard let first = word.first(where: { !isSeparator($0) }) else { return false }
        for request in requests where request.utf8.first == first {
            if word.lazy.filter({ !isSeparator($0) }).elementsEqual(request.utf8) { return true }
        }
        return false
    }

    private static func isSeparator(_ byte: UInt8) -> Bool { byte == UInt8(ascii: "-") || byte == UInt8(ascii: "_") }

    private static let requests = ["changeme", "replaceme", "fillmein", "fixme"]

    /// Words of the values themselves: in capitals they are a mistake of another kind, or none.
    private static let ownWords: Set<String> = [
        "https", "http", "sts", "iam", "iamcredentials", "googleapis", "com", "aws1", "token", "external_account",
    ]

    private static func isWordPart(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, UInt8(ascii: "_"), UInt8(ascii: "-"): true
        default: false
        }
    }

    private static func endOfWord(at start: Int, in bytes: ArraySlice<UInt8>) -> Int {
        var end = start
        while end < bytes.endIndex, isWordPart(bytes[end]) { end += 1 }
        return end
    }
}
