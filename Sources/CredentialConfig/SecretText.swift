import Diagnostics

/// Finds secrets in a text that need not be JSON: by the names before them, and by the marks their issuers give them.
enum SecretText {
    /// Places of secrets, in no order; they may overlap. Too much is found rather than too little.
    static func spans(in bytes: [UInt8]) -> [Span] {
        var spans: [Span] = []
        var index = 0
        while index < bytes.count {
            if SecretSigns.isWordPart(bytes[index]) {
                let start = index
                while index < bytes.count, SecretSigns.isWordPart(bytes[index]) { index += 1 }
                if let span = privateKey(openedBy: bytes[start..<index], in: bytes) {
                    spans.append(span)
                    index = span.end
                } else if let end = SecretSigns.endOfToken(at: start, in: bytes[...]) {
                    spans.append(Span(start, end))
                    index = max(index, end)
                } else if let span = value(after: bytes[start..<index], in: bytes) {
                    spans.append(span)
                    index = max(index, span.end)
                } else if let span = password(afterUser: bytes[start..<index], in: bytes) {
                    spans.append(span)
                }
            } else if bytes[index...].begins(with: "://") {
                if let span = userInfo(after: index + 3, in: bytes) { spans.append(span) }
                index += 3
            } else {
                index += 1
            }
        }
        return spans
    }

    /// Whether the whole of `word` is an AWS access key id.
    static func isAccessKeyID(_ word: ArraySlice<UInt8>) -> Bool {
        (word.begins(with: "AKIA") || word.begins(with: "ASIA")) && isToken(word)
    }

    /// Whether the whole of `word` is a token, by its issuer's prefix.
    static func isToken(_ word: ArraySlice<UInt8>) -> Bool {
        SecretSigns.endOfToken(at: word.startIndex, in: word) == word.endIndex
    }

    /// The value that follows a name of ``SecretSigns``: what is between quotes, or up to the end of the line.
    private static func value(after name: ArraySlice<UInt8>, in bytes: [UInt8]) -> Span? {
        guard SecretMembers.isSecret(name) else { return nil }
        var index = name.endIndex
        while index < bytes.count, [0x20, 0x09, 0x0A, 0x0D, 0x22, 0x27].contains(bytes[index]) { index += 1 }
        guard index < bytes.count, isSeparator(bytes[index], after: name, in: bytes) else { return nil }
        index += 1
        while index < bytes.count, [0x20, 0x09, 0x0A, 0x0D].contains(bytes[index]) { index += 1 }
        guard index < bytes.count else { return nil }
        let quote = bytes[index]
        if isOpeningBracket(quote) {
            let end = endOfBrackets(from: index, in: bytes)
            return end > index + 1 ? Span(index + 1, end) : nil
        }
        guard isQuote(quote) else {
            let end = bytes[index...].firstIndex { $0 == 0x0A || $0 == 0x0D || $0 == UInt8(ascii: ",") } ?? bytes.count
            return end > index ? Span(index, end) : nil
        }
        let end = endOfQuotes(from: index, in: bytes)
        return end > index + 1 ? Span(index + 1, end) : nil
    }

    /// Where the quote at `start` is closed; where nothing closes it, the end of the text.
    private static func endOfQuotes(from start: Int, in bytes: [UInt8]) -> Int {
        var index = start + 1
        while index < bytes.count, bytes[index] != bytes[start] { index += bytes[index] == UInt8(ascii: "\\") ? 2 : 1 }
        return min(index, bytes.count)
    }

    /// Where the bracket at `start` is closed, strings apart; where nothing closes it, the end of the text.
    private static func endOfBrackets(from start: Int, in bytes: [UInt8]) -> Int {
        var depth = 0
        var index = start
        while index < bytes.count {
            if isOpeningBracket(bytes[index]) { depth += 1 }
            if bytes[index] == UInt8(ascii: "]") || bytes[index] == UInt8(ascii: "}") {
                depth -= 1
                if depth == 0 { return index }
            }
            index = isQuote(bytes[index]) ? endOfQuotes(from: index, in: bytes) + 1 : index + 1
        }
        return bytes.count
    }

    private static func isOpeningBracket(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: "[") || byte == UInt8(ascii: "{")
    }

    /// A comma may stand there by mistake, but then the whole string before it must be the name: many URLs end in `token`.
    private static func isSeparator(_ byte: UInt8, after name: ArraySlice<UInt8>, in bytes: [UInt8]) -> Bool {
        if byte == UInt8(ascii: ":") || byte == UInt8(ascii: "=") { return true }
        guard byte == UInt8(ascii: ","), name.startIndex > 0, isQuote(bytes[name.startIndex - 1]),
            isQuote(bytes[name.endIndex])
        else { return false }
        // What follows a colon is a value itself.
        return bytes[..<(name.startIndex - 1)].last { !WhiteSpace.isASCII($0) } != UInt8(ascii: ":")
    }

    private static func isQuote(_ byte: UInt8) -> Bool { byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") }

    /// A key in PEM whose first line begins with the end of `word`, to its last line or the end of the text.
    private static func privateKey(openedBy word: ArraySlice<UInt8>, in bytes: [UInt8]) -> Span? {
        guard word.endIndex < bytes.count, bytes[word.endIndex] == UInt8(ascii: " "),
            word.suffix(opening.count).elementsEqual(opening)
        else { return nil }
        let start = word.endIndex - opening.count
        return Span(start, bytes[word.endIndex...].range(of: "-----END ")?.lowerBound ?? bytes.count)
    }

    private static let opening = Array("-----BEGIN".utf8)

    /// What stands before the host of a URL: the password, or all of it where there is none. A password that was not
    /// percent-encoded may hold an `@`, and what ends a host.
    private static func userInfo(after start: Int, in bytes: [UInt8]) -> Span? {
        let end = endOfValue(from: start, in: bytes)
        let authority = bytes[start..<end].prefix { !"/?#".utf8.contains($0) }
        if let mark = authority.lastIndex(of: UInt8(ascii: "@")) {
            guard let colon = authority[..<mark].firstIndex(of: UInt8(ascii: ":")) else {
                // A host before the `@` is a trap that the user shall see.
                return mark > start && !Identifiers.isDomain(authority[..<mark]) ? Span(start, mark) : nil
            }
            return mark > colon + 1 ? Span(colon + 1, mark) : nil
        }
        guard let colon = authority.firstIndex(of: UInt8(ascii: ":")), authority.first != UInt8(ascii: "["),
            !authority[(colon + 1)...].allSatisfy({ (0x30...0x39).contains($0) }),
            let mark = bytes[colon..<end].lastIndex(of: UInt8(ascii: "@")), mark > colon + 1
        else { return nil }
        return Span(colon + 1, mark)
    }

    /// The password of `user:password@host` without a scheme.
    private static func password(afterUser user: ArraySlice<UInt8>, in bytes: [UInt8]) -> Span? {
        let colon = user.endIndex
        // IAM writes members so.
        guard colon < bytes.count, bytes[colon] == UInt8(ascii: ":"), !user.equals("serviceAccount"),
            !user.equals("group")
        else { return nil }
        let rest = bytes[(colon + 1)..<endOfValue(from: colon + 1, in: bytes)].prefix { !"/?#".utf8.contains($0) }
        guard let mark = rest.lastIndex(of: UInt8(ascii: "@")), mark > colon + 1 else { return nil }
        return Span(colon + 1, mark)
    }

    /// Where the white space or the quote after a value stands, but no farther than a password is long: one value may have
    /// a colon at every second byte.
    private static func endOfValue(from start: Int, in bytes: [UInt8]) -> Int {
        let near = bytes[start...].prefix(1024)
        return near.firstIndex { $0 <= 0x20 || isQuote($0) } ?? near.endIndex
    }
}
