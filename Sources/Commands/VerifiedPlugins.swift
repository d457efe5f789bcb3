import Diagnostics
import MWAAReleases
import Pipeline
import PythonEnvironment
import Reporting
import Verification

/// What `verify` tells of some plugins, each judged by itself.
struct VerifiedPlugins {
    private let plugins: [(path: String, outcome: VerifyOutcome)]

    /// - Parameters:
    ///   - paths: as the user gave them; at least one, no two the same.
    ///   - outcomes: one for each.
    init(_ paths: [String], _ outcomes: [VerifyOutcome]) {
        plugins = zip(paths, outcomes).map { ($0, $1) }
    }

    private var isAlone: Bool { plugins.count == 1 }

    /// What was found in all of them once; of the others, those without a place say of which.
    var diagnostics: [Diagnostic] {
        var order: [Diagnostic] = []
        var paths: [Diagnostic: [String]] = [:]
        for (path, outcome) in plugins {
            for diagnostic in outcome.diagnostics {
                if paths[diagnostic] == nil { order.append(diagnostic) }
                paths[diagnostic, default: []].append(path)
            }
        }
        return order.map { diagnostic in
            let found = paths[diagnostic, default: []]
            guard diagnostic.place == nil, found.count < plugins.count else { return diagnostic }
            var diagnostic = diagnostic
            diagnostic.message += " (\(found.joined(separator: ", ")))"
            return diagnostic
        }
    }

    var scenarios: [ReportedScenario] {
        plugins.flatMap { path, outcome in
            outcome.results.map { ReportedScenario($0.result, in: $0.round, of: isAlone ? nil : path) }
        }
    }

    /// Secrets that the mock cloud issued, for masking.
    var secrets: [String] { plugins.flatMap(\.outcome.secrets) }

    /// What a text says of each, where there are several or a matrix was asked for.
    func remark(withMatrix: Bool) -> String? {
        let parts = [withMatrix ? matrix : nil, isAlone || !hasErrors ? nil : counts].compactMap(\.self)
        return parts.isEmpty ? nil : parts.joined(separator: "\n\n")
    }

    /// Whether the conclusion will not speak of all of them as good.
    private var hasErrors: Bool {
        plugins.contains { $0.outcome.diagnostics.contains { $0.severity == .error } }
    }

    /// A table for each of what becomes of it in the processes of the releases.
    private var matrix: String {
        plugins.map { (isAlone ? "" : "\($0.path)\n") + ProcessMatrix($0.outcome).text }.joined(separator: "\n\n")
    }

    /// A line for each: "plugins.zip  107 passed, 2 failed".
    private var counts: String {
        let width = plugins.map(\.path.count).max() ?? 0
        return plugins.map { path, outcome in
            var (passed, failed, notRun) = (0, 0, 0)
            for (_, result) in outcome.results {
                switch result.outcome {
                case .passed: passed += 1
                case .failed: failed += 1
                case .notRun: notRun += 1
                }
            }
            let counts = [(passed, "passed"), (failed, "failed"), (notRun, "not run")].filter { $0.0 > 0 }
            return path + String(repeating: " ", count: width - path.count + 2)
                + counts.map { "\($0.0) \($0.1)" }.joined(separator: ", ")
        }.joined(separator: "\n")
    }

    /// - Parameters:
    ///   - contract: what is kept when all is well; `nil` when only chosen scenarios ran.
    ///   - target: the releases, as a phrase after "for".
    func conclusion(keeping contract: String?, target: String) -> String {
        let what =
            contract.map { "\(isAlone ? "keeps" : "keep") \($0)" }
            ?? "\(isAlone ? "passes" : "pass") the chosen scenarios"
        let paths = plugins.map(\.path)
        let names = isAlone ? paths[0] : paths.dropLast().joined(separator: ", ") + " and " + paths[paths.count - 1]
        return "\(names) \(what) on \(surroundings), for \(target)" + VerifyOutcome.reservation(plugins.map(\.outcome))
    }

    /// Where it ran: "CPython 3.7 and 3.11 with a stand-in for Airflow".
    private var surroundings: String {
        let rounds = plugins[0].outcome.rounds
        var versions: [String] = []
        for round in rounds.map(\.round) where !versions.contains(round.python.version.description) {
            versions.append(round.python.version.description)
        }
        let airflow = rounds.compactMap(\.verification.airflow).first ?? "a stand-in for Airflow"
        return "CPython \(versions.joined(separator: ", ")) with \(airflow)"
    }
}
