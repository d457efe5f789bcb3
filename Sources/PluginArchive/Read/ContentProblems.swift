import Diagnostics

/// The findings of contents with the lowest numbers, whichever thread came first with them: a hostile archive could have a
/// million.
struct ContentProblems {
    private var kept: [(index: Int, diagnostic: Diagnostic)] = []
    private var count = 0

    private static let maximum = FindingCollector.maximumFindings

    /// - Parameter index: the entry's place in the directory.
    mutating func add(_ diagnostic: Diagnostic, of index: Int) {
        count += 1
        kept.append((index, diagnostic))
        if kept.count == 2 * Self.maximum { keepLowest() }
    }

    /// In order of the directory, and how many were left out.
    func diagnostics(path: String) -> [Diagnostic] {
        var lowest = self
        lowest.keepLowest()
        let omitted = count - lowest.kept.count
        return lowest.kept.map(\.diagnostic)
            + (omitted > 0 ? [FindingCollector.omission(of: omitted, path: path)] : [])
    }

    private mutating func keepLowest() {
        kept.sort { $0.index < $1.index }
        kept.removeLast(max(0, kept.count - Self.maximum))
    }
}
