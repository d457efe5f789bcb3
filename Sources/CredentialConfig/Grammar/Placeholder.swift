/// Parts of a text that documentation leaves for the reader to fill in.
enum Placeholder {
    /// The ranges of placeholders in `bytes`, in order: `<…>`, `$NAME`, `${…}`, `{…}` other than `{region}`, `[…]`,
    /// `%NAME%`, `...`, words all in capitals (`PROJECT_NUMBER`; no identifier of Google Cloud has capitals), words that
    /// begin with `your-` or `your_`, and `changeme` and its like as whole words.
    static func find(in bytes: ArraySlice<UInt8>) -> [Range<Int>] {
        guard mayHold(bytes) else { return [] }
        var found: [Range<Int>] = []
        var index = bytes.startIndex
        while index < bytes.endIndex {
            if let end = end(ofPlaceholderAt: index, in: bytes) {
                found.append(index..<end)
                index = end
            } else if isWordPart(bytes[index]) {
                index = endOfWord(at: index, in: bytes)
            } else {
                index += 1
            }
        }
        return found
    }

    /// Whether a look is worth while: most texts hold nothing that a placeholder begins with.
    private static func mayHold(_ bytes: ArraySlice<UInt8>) -> Bool {
        bytes.withUnsafeBufferPointer { bytes in
            var before: UInt8 = 0
            for byte in bytes {
                switch byte {
                case UInt8(ascii: "<"), UInt8(ascii: "["), UInt8(ascii: "{"), UInt8(ascii: "$"), UInt8(ascii: "%"):
                    return true
                case UInt8(ascii: ".") where before == UInt8(ascii: "."): return true
                case UInt8(ascii: "o") where before == UInt8(ascii: "y"): return true
                // Of `changeme`, `fillmein`, `fixme` and `change-me`.
                case UInt8(ascii: "m") where "-_elx".utf8.contains(before): return true
                // Capitals inside a word of small letters are none.
                case 0x41...0x5A where !(0x61...0x7A).contains(before): return true
                default: break
                }
                before = byte
            }
            return false
        }
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
            guard isWordPart(bytes[start]) else { return nil }
            let end = endOfWord(at: start, in: bytes)
            let word = bytes[start..<end]
            return isCapitals(word) || word.begins(with: "your-") || word.begins(with: "your_")
                || requests.contains(word.text.filter { $0 != "-" && $0 != "_" }) ? end : nil
        }
    }

    private static func enclosed(from start: Int, by close: Character, in bytes: ArraySlice<UInt8>) -> Int? {
        guard let end = bytes[start...].firstIndex(of: close.asciiValue!) else { return nil }
        return end + 1
    }

    /// Three characters or more, with a letter, and no small letter.
    private static func isCapitals(_ word: ArraySlice<UInt8>) -> Bool {
        word.count >= 3 && word.contains { (0x41...0x5A).contains($0) } && !word.contains { (0x61...0x7A).contains($0) }
            && !ownWords.contains(word.text.lowercased())
    }

    /// What asks to be replaced, whatever stands between its words.
    private static let requests: Set<String> = ["changeme", "replaceme", "fillmein", "fixme"]

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
