package import Diagnostics

extension NameRules {
    /// How two different names are the same to some file systems.
    package enum Likeness: Sendable, Hashable {
        case letterCase, normalization

        package var code: DiagnosticCode {
            self == .letterCase ? .archiveNameCase : .archiveNameNormalization
        }

        package var description: String {
            self == .letterCase ? "upper and lower case" : "Unicode normalization"
        }
    }

    /// Pairs of different names that fold to the same, as indices: each name with the first that it is like.
    static func lookalikes(among names: [EntryName]) -> [(first: Int, second: Int, likeness: Likeness)] {
        // `String` compares canonical equivalents as equal, which is what is wanted here.
        var seen: [String: Int] = [:]
        var found: [(first: Int, second: Int, likeness: Likeness)] = []
        for (index, name) in names.enumerated() {
            let text = String(decoding: name.bytes, as: UTF8.self)
            guard let first = seen.updateValue(seen[text.foldedCase] ?? index, forKey: text.foldedCase) else {
                continue
            }
            guard names[first] != name else { continue }
            let isSameText = String(decoding: names[first].bytes, as: UTF8.self) == text
            found.append((first, index, isSameText ? .normalization : .letterCase))
        }
        return found
    }

    /// The directories that a file of this name is in, outermost first.
    static func directories(of name: [UInt8]) -> [EntryName] {
        name.indices.filter { name[$0] == UInt8(ascii: "/") }.map { EntryName(Array(name[..<$0])) }
    }
}

extension String {
    /// A case fold good enough for file names: by way of upper case, so that `ß` and `ss`, `ς` and `σ` meet.
    fileprivate var foldedCase: String {
        utf8.allSatisfy { $0 < 0x80 } ? lowercased() : uppercased().lowercased()
    }
}
