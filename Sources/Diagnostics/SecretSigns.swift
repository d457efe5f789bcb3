/// What gives a secret away in a text: the names under which secrets are kept, and the marks that their issuers give them.
package enum SecretSigns {
    /// Whether what is kept under this name is a secret: by the name's ending, in any case and with any separators.
    ///
    /// `client_secret`, `x-api-key`, `AWS_SESSION_TOKEN` are; `token_url` and `subject_token_type` are not.
    package static func isName(_ name: ArraySlice<UInt8>) -> Bool {
        guard name.count <= 64, let last = name.last else { return false }
        return endings.contains { $0.last == last | 0x20 && isEnd($0, of: name) }
    }

    /// Whether `name` ends in `ending`, its separators left out and capitals taken for small letters.
    private static func isEnd(_ ending: [UInt8], of name: ArraySlice<UInt8>) -> Bool {
        var rest = ending.count
        for byte in name.reversed() where byte != UInt8(ascii: "_") && byte != UInt8(ascii: "-") {
            guard rest > 0 else { return true }
            rest -= 1
            if ((0x41...0x5A).contains(byte) ? byte | 0x20 : byte) != ending[rest] { return false }
        }
        return rest == 0
    }

    /// The end of the token that begins at `index`, by its issuer's prefix; `nil` when none does.
    ///
    /// Google's API keys, access tokens and client secrets, AWS access key ids, GitHub's and GitLab's tokens, Slack's, and
    /// JSON web tokens. The byte before `index` must belong to no word.
    package static func endOfToken(at index: Int, in bytes: ArraySlice<UInt8>) -> Int? {
        guard index + 1 < bytes.endIndex, mayBeginToken(bytes[index], bytes[index + 1]) else { return nil }
        let rest = bytes[index...]
        if rest.begins(with: "AKIA") || rest.begins(with: "ASIA") {
            let end = endOfWord(from: index, in: bytes)
            let isKey = bytes[index..<end].allSatisfy { (0x30...0x39).contains($0) || (0x41...0x5A).contains($0) }
            return end - index == 20 && isKey ? end : nil
        }
        if rest.begins(with: "eyJ") || rest.begins(with: "ya29") {
            let end = endOfWord(from: index, in: bytes)
            if rest.begins(with: "ya29"), end - index != 4 { return nil }
            let longer = endOfWord(from: end, in: bytes, with: UInt8(ascii: "."))
            return longer >= end + 4 ? longer : nil
        }
        guard prefixes.indices.contains(where: { rest.begins(with: prefixes[$0]) }) else { return nil }
        let end = endOfWord(from: index, in: bytes)
        return end - index >= 10 ? end : nil
    }

    private static func endOfWord(from start: Int, in bytes: ArraySlice<UInt8>, with extra: UInt8? = nil) -> Int {
        var end = start
        while end < bytes.endIndex, isWordPart(bytes[end]) || bytes[end] == extra { end += 1 }
        return end
    }

    /// Letters, digits, underscores and hyphens: what names and tokens are made of.
    package static func isWordPart(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, UInt8(ascii: "_"), UInt8(ascii: "-"): true
        default: false
        }
    }

    private static let endings: [[UInt8]] = [
        "secret", "token", "password", "passwd", "passphrase", "apikey", "authorization", "privatekey", "privatekeyid",
        "accesskey", "accesskeyid", "secretkey",
    ].map { Array($0.utf8) }

    // Not an array, whose count of references all threads would write.
    private static let prefixes: InlineArray<15, StaticString> = [
        "AIza", "GOCSPX-", "ghp_", "gho_", "ghu_", "ghs_", "ghr_", "github_pat_", "glpat-", "xoxa-", "xoxb-", "xoxe-",
        "xoxp-", "xoxr-", "xoxs-",
    ]

    /// Whether one of the prefixes, of AWS's and of web tokens' begins so.
    private static func mayBeginToken(_ first: UInt8, _ second: UInt8) -> Bool {
        switch (first, second) {
        case (UInt8(ascii: "A"), UInt8(ascii: "I")), (UInt8(ascii: "A"), UInt8(ascii: "K")),
            (UInt8(ascii: "A"), UInt8(ascii: "S")), (UInt8(ascii: "G"), UInt8(ascii: "O")),
            (UInt8(ascii: "e"), UInt8(ascii: "y")), (UInt8(ascii: "g"), UInt8(ascii: "h")),
            (UInt8(ascii: "g"), UInt8(ascii: "i")), (UInt8(ascii: "g"), UInt8(ascii: "l")),
            (UInt8(ascii: "x"), UInt8(ascii: "o")), (UInt8(ascii: "y"), UInt8(ascii: "a")):
            true
        default: false
        }
    }
}

extension ArraySlice<UInt8> {
    fileprivate func begins(with literal: StaticString) -> Bool {
        withUnsafeBufferPointer { bytes in
            guard bytes.count >= literal.utf8CodeUnitCount else { return false }
            for index in 0..<literal.utf8CodeUnitCount where bytes[index] != literal.utf8Start[index] { return false }
            return true
        }
    }
}
