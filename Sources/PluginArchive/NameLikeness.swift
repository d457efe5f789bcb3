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
            let folded = text.foldedCase
            guard let first = seen[folded] else {
                seen[folded] = index
                continue
            }
            guard names[first] != name else { continue }
            let isSameText = String(decoding: names[first].bytes, as: UTF8.self) == text
            found.append((first, index, isSameText ? .normalization : .letterCase))
        }
        return found
    }

    /// Files whose name is that of a directory of another: each as an index, with the first index inside it.
    ///
    /// - Parameter names: in order of their bytes.
    static func filesThatAreDirectories(among names: [EntryName]) -> [(file: Int, inside: Int)] {
        names.indices.compactMap { index in
            let prefix = EntryName(names[index].bytes + [UInt8(ascii: "/")])
            var low = index
            var high = names.count
            while low < high {
                let middle = (low + high) / 2
                if names[middle] < prefix { low = middle + 1 } else { high = middle }
            }
            guard low < names.count, names[low].bytes.starts(with: prefix.bytes) else { return nil }
            return (index, low)
        }
    }
}

extension String {
    /// A case fold good enough for file names: by way of upper case, so that `ß` and `ss`, `ς` and `σ` meet.
    fileprivate var foldedCase: String {
        utf8.allSatisfy { $0 < 0x80 } ? lowercased() : uppercased().lowercased()
    }
}
