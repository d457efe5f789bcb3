import MockCloud

/// One scenario as it went.
struct ScenarioRun: Sendable {
    let scenario: Scenario
    var verdict: Judge.Verdict
    var transcript: Transcript?
    var ledger: Ledger?

    init(scenario: Scenario, verdict: Judge.Verdict, transcript: Transcript, ledger: Ledger) {
        self.scenario = scenario
        self.verdict = verdict
        self.transcript = transcript
        self.ledger = ledger
    }

    /// - Parameter isBeyondMock: whether the mock cloud could not play it; any other reason is an error.
    init(scenario: Scenario, notRun reason: String, isBeyondMock: Bool = false) {
        self.scenario = scenario
        verdict = Judge.Verdict(notJudged: reason, isBeyondMock: isBeyondMock)
    }

    /// Whether the host ended before the scenario did.
    var isLost: Bool { transcript?.end == .hostLost }

    var result: ScenarioResult {
        let start = VirtualTime(seconds: Verifier.start)
        let last = transcript?.events.compactMap { $0.number("at") }.max()
        let outcome: ScenarioResult.Outcome =
            if !verdict.violations.isEmpty {
                .failed(verdict.violations)
            } else if let reason = verdict.notJudged {
                .notRun(reason: reason)
            } else {
                .passed
            }
        return ScenarioResult(
            scenario: scenario, outcome: outcome, virtualSeconds: last.map { $0 - Double(Verifier.start) },
            requests: ledger?.lines(since: start) ?? [])
    }
}
