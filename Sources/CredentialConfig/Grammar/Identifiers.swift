/// Grammars of the identifiers that appear in a config.
enum Identifiers {
    static func isDigits(_ text: ArraySlice<UInt8>) -> Bool {
        !text.isEmpty && text.allSatisfy { (0x30...0x39).contains($0) }
    }

    /// `[a-z]([-a-z0-9]*[a-z0-9])`, 6 to 30 characters: the id of a project or of a service account
    /// (IAM, `projects.serviceAccounts.create`).
    static func isProjectOrAccountID(_ text: ArraySlice<UInt8>) -> Bool {
        guard (6...30).contains(text.count), let first = text.first, (0x61...0x7A).contains(first),
            text.last != UInt8(ascii: "-")
        else { return false }
        return text.allSatisfy(isLowerAlphanumericOrHyphen)
    }

    /// What is wrong with the id of a pool or provider: 4 to 32 of `[a-z0-9-]`, and `gcp-` at the start is reserved
    /// (IAM, `projects.locations.workloadIdentityPools.create`).
    static func poolProblem(_ text: ArraySlice<UInt8>) -> String? {
        if text.isEmpty { return "it is empty" }
        if let odd = text.first(where: { !isLowerAlphanumericOrHyphen($0) }) {
            return "`\(Character(Unicode.Scalar(odd)))` is not allowed"
        }
        if !(4...32).contains(text.count) { return "it has \(text.count) characters, not 4 to 32" }
        if text.begins(with: "gcp-") { return "the prefix `gcp-` is reserved" }
        return nil
    }

    /// A domain name of two labels or more.
    static func isDomain(_ text: ArraySlice<UInt8>) -> Bool {
        var labels = 1
        var before = UInt8(ascii: ".")
        for byte in text {
            if byte == UInt8(ascii: ".") {
                guard isLowerAlphanumeric(before) else { return false }
                labels += 1
            } else {
                guard isLowerAlphanumeric(byte) || (byte == UInt8(ascii: "-") && before != UInt8(ascii: ".")) else {
                    return false
                }
            }
            before = byte
        }
        return labels >= 2 && isLowerAlphanumeric(before)
    }

    private static func isLowerAlphanumericOrHyphen(_ byte: UInt8) -> Bool {
        isLowerAlphanumeric(byte) || byte == UInt8(ascii: "-")
    }

    private static func isLowerAlphanumeric(_ byte: UInt8) -> Bool {
        (0x61...0x7A).contains(byte) || (0x30...0x39).contains(byte)
    }
}
