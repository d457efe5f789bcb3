package import Diagnostics
package import Verification

/// What came of a verification: one round for each Python and group of releases, at least one.
package struct VerifyOutcome: Sendable {
    package let rounds: [RoundOutcome]
    /// Remarks on the choice of the Pythons, and what was found; where there are several rounds, the message of what was
    /// not found in all of them says in which.
    package let diagnostics: [Diagnostic]

    /// - Parameter remarks: on the choice of the Pythons; each is told once.
    init(rounds: [RoundOutcome], remarks: [Diagnostic]) {
        self.rounds = rounds
        var told: [Diagnostic] = []
        for remark in remarks where !told.contains(remark) { told.append(remark) }
        diagnostics = told + Self.merged(rounds)
    }

    private static func merged(_ rounds: [RoundOutcome]) -> [Diagnostic] {
        var order: [Diagnostic] = []
        var labels: [Diagnostic: [String]] = [:]
        for outcome in rounds {
            for diagnostic in outcome.verification.diagnostics {
                if labels[diagnostic] == nil { order.append(diagnostic) }
                labels[diagnostic, default: []].append(outcome.round.label ?? "")
            }
        }
        return order.map { diagnostic in
            let found = labels[diagnostic, default: []]
            guard found.count < rounds.count else { return diagnostic }
            var diagnostic = diagnostic
            diagnostic.message += " (\(found.joined(separator: ", ")))"
            return diagnostic
        }
    }

    /// All results, each with its round.
    package var results: [(round: VerifyRound, result: ScenarioResult)] {
        rounds.flatMap { outcome in outcome.verification.results.map { (outcome.round, $0) } }
    }

    /// Secrets that the mock cloud issued, for masking.
    package var secrets: [String] { rounds.flatMap(\.verification.secrets) }

    /// How many scenarios were not run, as a clause for a conclusion: ", but 1 scenario was not run"; else empty.
    package static func reservation(_ outcomes: [VerifyOutcome]) -> String {
        let count = outcomes.flatMap(\.results).count { if case .notRun = $0.result.outcome { true } else { false } }
        let want =
            outcomes.flatMap(\.rounds).contains(where: \.verification.lacksGoogleAuth)
            ? ", for want of google-auth" : ""
        return count == 0 ? "" : ", but \(count) scenario\(count == 1 ? " was" : "s were") not run\(want)"
    }
}
