import Diagnostics

/// Finds secrets in a text that need not be JSON: by the names before them, and by the marks their issuers give them.
enum SecretText {
    /// Places of secrets, in no order; they may overlap. Too much is found rather than too little.
    static func spans(in bytes: [UInt8]) -> [Span] {
        var spans: [Span] = []
        var index = 0
        while index < bytes.count {
            if isWordPart(bytes[index]) {
                let start = index
                while index < bytes.count, isWordPart(bytes[index]) { index += 1 }
                let word = bytes[start..<index]
                if let span = span(ofWord: word, in: bytes) {
                    spans.append(span)
                    index = max(index, span.end)
                } else if let span = value(after: word, in: bytes) {
                    spans.append(span)
                    index = max(index, span.end)
                }
            } else if bytes[index...].begins(with: "-----BEGIN ") {
                let span = privateKey(from: index, in: bytes)
                spans.append(span)
                index = span.end
            } else if bytes[index...].begins(with: "://") {
                if let span = password(after: index + 3, in: bytes) { spans.append(span) }
                index += 3
            } else {
                index += 1
            }
        }
        return spans
    }

    /// A word that is a secret by itself, with what belongs to it.
    private static func span(ofWord word: ArraySlice<UInt8>, in bytes: [UInt8]) -> Span? {
        if isAccessKeyID(word) { return Span(word.startIndex, word.endIndex) }
        guard word.equals("ya29") || word.begins(with: "GOCSPX-") else { return nil }
        var end = word.endIndex
        while end < bytes.count, isWordPart(bytes[end]) || bytes[end] == UInt8(ascii: ".") { end += 1 }
        return end > word.startIndex + 7 ? Span(word.startIndex, end) : nil
    }

    static func isAccessKeyID(_ word: ArraySlice<UInt8>) -> Bool {
        word.count == 20 && (word.begins(with: "AKIA") || word.begins(with: "ASIA"))
            && word.allSatisfy { (0x30...0x39).contains($0) || (0x41...0x5A).contains($0) }
    }

    /// The value that follows a name of ``SecretMembers``: what is between quotes, or up to the end of the line.
    private static func value(after name: ArraySlice<UInt8>, in bytes: [UInt8]) -> Span? {
        guard name.count <= 24, SecretMembers.isSecret(name.text) else { return nil }
        var index = name.endIndex
        while index < bytes.count, [0x20, 0x09, 0x0A, 0x0D, 0x22, 0x27].contains(bytes[index]) { index += 1 }
        guard index < bytes.count, bytes[index] == UInt8(ascii: ":") || bytes[index] == UInt8(ascii: "=") else {
            return nil
        }
        index += 1
        while index < bytes.count, [0x20, 0x09, 0x0A, 0x0D].contains(bytes[index]) { index += 1 }
        guard index < bytes.count else { return nil }
        let quote = bytes[index]
        guard quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") else {
            let end = bytes[index...].firstIndex { $0 == 0x0A || $0 == 0x0D || $0 == UInt8(ascii: ",") } ?? bytes.count
            return end > index ? Span(index, end) : nil
        }
        let start = index + 1
        index = start
        while index < bytes.count, bytes[index] != quote { index += bytes[index] == UInt8(ascii: "\\") ? 2 : 1 }
        index = min(index, bytes.count)
        return index > start ? Span(start, index) : nil
    }

    private static func privateKey(from start: Int, in bytes: [UInt8]) -> Span {
        guard let end = bytes[start...].range(of: "-----END ") else { return Span(start, bytes.count) }
        return Span(start, end.lowerBound)
    }

    /// The password of `user:password@` after a scheme.
    private static func password(after start: Int, in bytes: [UInt8]) -> Span? {
        var colon: Int?
        var index = start
        while index < bytes.count, bytes[index] > 0x20, !"/?#\"'".utf8.contains(bytes[index]) {
            if bytes[index] == UInt8(ascii: ":"), colon == nil { colon = index }
            if bytes[index] == UInt8(ascii: "@"), let colon, index > colon + 1 { return Span(colon + 1, index) }
            index += 1
        }
        return nil
    }

    private static func isWordPart(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, UInt8(ascii: "_"), UInt8(ascii: "-"): true
        default: false
        }
    }
}
