import MWAAReleases
import Pipeline
import Verification

/// What becomes of plugins in the processes of each release, as a table for people.
struct ProcessMatrix {
    private let outcome: VerifyOutcome

    init(_ outcome: VerifyOutcome) {
        self.outcome = outcome
    }

    /// The columns: a heading, and how the ids of its scenarios begin.
    private static let columns = [
        ("tasks", "tasks-"), ("a task of 13 hours", "long-task-"), ("a triggerer", "triggerer"),
    ]

    /// Lines of equal columns, without a line feed at the end.
    var text: String {
        let head = ["MWAA", "lazy_load_plugins"] + Self.columns.map { "\($0.0) break" }
        let rows =
            [head]
            + PluginSetting.all.map { setting in
                ["\(setting.release.version)", setting.lazyLoadPlugins ? "True" : "False"]
                    + Self.columns.map { cell(setting, $0.1) }
            }
        let widths = head.indices.map { column in rows.map { $0[column].count }.max() ?? 0 }
        return rows.map { row in
            let cells =
                zip(row.dropLast(), widths).map { $0 + String(repeating: " ", count: $1 - $0.count) } + row.suffix(1)
            return cells.joined(separator: "  ")
        }.joined(separator: "\n")
    }

    /// The clauses that are broken on any Python: "nothing", or "fresh, harmless".
    private func cell(_ setting: PluginSetting, _ id: String) -> String {
        let results = outcome.results.filter { round, result in
            round.settings.contains(setting) && result.scenario.id.hasPrefix(id)
                && (result.scenario.settings.isEmpty || result.scenario.settings.contains(setting))
        }.map(\.result)
        var clauses: Set<Clause> = []
        var isWhole = !results.isEmpty
        for result in results {
            switch result.outcome {
            case .passed: break
            case .notRun: isWhole = false
            case .failed(let violations): clauses.formUnion(violations.map(\.clause))
            }
        }
        let names = Clause.allCases.filter(clauses.contains).map(\.rawValue)
        return names.isEmpty ? (isWhole ? "nothing" : "(not run)") : names.joined(separator: ", ")
    }
}
