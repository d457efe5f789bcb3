/// "Did you mean …": the known name that a user most likely meant.
package enum NearName {
    /// The one name of `candidates` nearest to `name`, or `nil` when none is near or two are equally near.
    ///
    /// Near means a Damerau-Levenshtein distance (insertion, deletion, substitution, swap of neighbours; upper and lower
    /// case and `-`, `_`, space count as equal) of at most a third of the longer name's length, and at most 3.
    /// A name over 64 bytes is near nothing.
    package static func best(for name: String, among candidates: [String]) -> String? {
        let wanted = folded(name)
        guard !wanted.isEmpty, wanted.count <= 64 else { return nil }
        var best: (name: String, distance: Int)?
        var isTied = false
        for candidate in candidates {
            let folded = folded(candidate)
            let limit = min(3, max(wanted.count, folded.count) / 3)
            guard abs(wanted.count - folded.count) <= limit else { continue }
            let distance = distance(wanted, folded)
            guard distance <= limit else { continue }
            if let known = best, known.distance <= distance {
                if known.distance == distance { isTied = true }
            } else {
                best = (candidate, distance)
                isTied = false
            }
        }
        return isTied ? nil : best?.name
    }

    /// The optimal string alignment distance: the least number of insertions, deletions, substitutions and swaps of
    /// neighbours that turn `left` into `right`, where no part is edited twice.
    package static func distance(_ left: [UInt8], _ right: [UInt8]) -> Int {
        var beforeLast = [Int](repeating: 0, count: right.count + 1)
        var last = Array(0...right.count)
        for row in left.indices {
            var current = [row + 1]
            current.reserveCapacity(right.count + 1)
            for column in right.indices {
                let substitution = last[column] + (left[row] == right[column] ? 0 : 1)
                var cheapest = min(substitution, last[column + 1] + 1, current[column] + 1)
                if row > 0, column > 0, left[row] == right[column - 1], left[row - 1] == right[column] {
                    cheapest = min(cheapest, beforeLast[column - 1] + 1)
                }
                current.append(cheapest)
            }
            (beforeLast, last) = (last, current)
        }
        return last[right.count]
    }

    private static func folded(_ name: String) -> [UInt8] {
        name.utf8.map { byte in
            switch byte {
            case 0x41...0x5A: byte | 0x20
            case 0x2D, 0x20: 0x5F
            default: byte
            }
        }
    }
}
