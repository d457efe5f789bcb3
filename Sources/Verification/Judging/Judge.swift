import MockCloud

/// Holds what happened in one scenario against the contract.
struct Judge {
    let scenario: Scenario
    let subject: Subject
    let budget: Budget
    let environment: [String: String]
    let transcript: Transcript
    let ledger: Ledger
    let secrets: ScenarioSecrets

    init(
        scenario: Scenario, subject: Subject, budget: Budget, environment: [String: String], transcript: Transcript,
        ledger: Ledger
    ) {
        self.scenario = scenario
        self.subject = subject
        self.budget = budget
        self.environment = environment
        self.transcript = transcript
        self.ledger = ledger
        secrets = ScenarioSecrets(ledger.issuedCredentials)
    }

    /// The verdict on one scenario.
    struct Verdict {
        var violations: [Violation] = []
        /// Why nothing can be said; it counts only when no clause is broken.
        var notJudged: String?
        /// Whether that is for want of a package, which is for the user to decide; any other reason is an error.
        var isExcused = false
        /// Whether it is for what the mock cloud does not play, and so for the user to decide too.
        var isBeyondMock = false
        /// Whether it is for want of a package that `python prepare` brings.
        var lacksPackage = false
        /// Whether that is google-auth, without which there is no exchange.
        var lacksGoogleAuth = false
        /// Modules that a plugin file wants and this Python does not have, by file.
        var missingModules: [String: String] = [:]
        /// Names of which two files exist.
        var sameStems: [[String]] = []
    }

    func judge() -> Verdict {
        var verdict = Verdict()
        if transcript.end == .cancelled || transcript.end == .hostLost {
            verdict.notJudged = "the Python host was lost"
            return verdict
        }
        if case .failed = transcript.end {
            verdict.notJudged = "no process could be started for it"
            return verdict
        }
        let judges: [(Clause, () -> [Violation])] = [
            (.loads, { judgeLoading(&verdict) }), (.exports, judgeExports), (.bounded, judgeTime),
            (.confined, judgeNetwork), (.respectful, judgeRespect), (.discreet, judgeSecrets),
            (.fresh, { judgeAnswers(.fresh, &verdict) }), (.harmless, { judgeAnswers(.harmless, &verdict) }),
            (.authenticates, { judgeExchange(&verdict) }), (.quiet, judgeQuiet),
        ]
        for (clause, judge) in judges where scenario.clauses.contains(clause) {
            let violations = judge()
            // What was not imported for want of a module cannot be held to anything.
            if clause == .loads, verdict.notJudged != nil { return verdict }
            verdict.violations += violations
        }
        if verdict.violations.isEmpty, verdict.notJudged == nil, events("done").isEmpty {
            verdict.notJudged = "it did not come to its end: \(transcript.end)"
        }
        if verdict.violations.isEmpty, verdict.notJudged == nil, transcript.isCut {
            verdict.notJudged = "it wrote more than can be searched for secrets"
        }
        return verdict
    }

    // MARK: - What was told

    func events(_ name: String) -> [HostEvent] { transcript.events.filter { $0.name == name } }

    /// Whether the plugins folder was imported to the end.
    var wasLoaded: Bool { !events("loaded").isEmpty }

    func violation(_ clause: Clause, _ message: String, frames: [HostEvent] = []) -> Violation {
        let traceback = Traceback(frames, of: subject)
        return Violation(clause, message, place: traceback.place, traceback: traceback.lines)
    }

    /// The stack of the thread that is in one of the subject's files, if there is one.
    func stack(of event: HostEvent) -> [HostEvent] {
        let stacks = event.nestedObjects("stacks")
        return stacks.first { Traceback($0, of: subject).place != nil } ?? stacks.first ?? []
    }
}

/// How long a plugin may take, in virtual seconds.
package struct Budget: Sendable, Hashable {
    /// For the import of the whole plugins folder.
    package var importSeconds: Double
    /// For what a plugin does in a process that was just forked.
    package var forkSeconds: Double

    package init(importSeconds: Double = 20, forkSeconds: Double = 2) {
        self.importSeconds = importSeconds
        self.forkSeconds = forkSeconds
    }
}
