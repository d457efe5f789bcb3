import Diagnostics

/// Gathers what is wrong with an archive.
struct FindingCollector {
    let path: String
    private(set) var findings: [Diagnostic] = []
    /// Entries, by index, with at least one error.
    private(set) var brokenEntries: Set<Int> = []
    /// There is an error, perhaps one that was not kept.
    private(set) var hasError = false
    private var omitted = 0

    /// A hostile archive of a million entries could have millions of findings; nobody reads more than these.
    static let maximumFindings = 1_000

    init(path: String) {
        self.path = path
    }

    /// A finding at byte `offset` of the archive, about entry `index` called `name` or the archive as a whole.
    mutating func report(
        _ code: DiagnosticCode, _ severity: Severity, _ message: String, offset: Int?,
        entry: (index: Int, name: EntryName)? = nil, related: [Diagnostic.Related] = [], help: String? = nil
    ) {
        if severity == .error {
            hasError = true
            if let entry { brokenEntries.insert(entry.index) }
        }
        guard findings.count < Self.maximumFindings else {
            omitted += 1
            return
        }
        findings.append(
            Diagnostic(
                code, severity, message, at: .archive(path: path, entry: entry?.name.description, offset: offset),
                related: related, help: help))
    }

    /// All findings in order of their place, and how many were left out.
    func sorted() -> [Diagnostic] {
        var sorted = findings.enumerated().sorted {
            (Self.offset($0.element), $0.offset) < (Self.offset($1.element), $1.offset)
        }.map(\.element)
        if omitted > 0 { sorted.append(Self.omission(of: omitted, path: path)) }
        return sorted
    }

    /// Says that `count` findings are left out.
    static func omission(of count: Int, path: String) -> Diagnostic {
        Diagnostic(
            .archiveMoreFindings, .note, "\(count) more findings are not shown",
            at: .archive(path: path, entry: nil, offset: nil))
    }

    private static func offset(_ diagnostic: Diagnostic) -> Int {
        if case .archive(_, _, let offset?) = diagnostic.place { offset } else { -1 }
    }
}
