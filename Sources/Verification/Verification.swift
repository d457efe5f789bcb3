package import Diagnostics
import MockCloud

/// All that a verification found.
package struct Verification: Sendable {
    /// In the order of the scenarios.
    package let results: [ScenarioResult]
    /// One for each different break of a clause, however many scenarios show it, and remarks.
    package let diagnostics: [Diagnostic]
    /// Secrets that the mock cloud issued, for masking.
    package let secrets: [String]

    /// The real Airflow whose loader imported the plugins, such as `Airflow 2.10.3`; `nil` when a stand-in did.
    package let airflow: String?

    /// Whether a scenario was not run because the Python has no google-auth.
    package let lacksGoogleAuth: Bool

    /// - Parameters:
    ///   - openNetwork: why the sandbox has no wall around its network; `nil`: it has.
    ///   - requiresExchange: whether that is an error.
    ///   - prepareCommand: the command line that fetches the packages of the exchange.
    init(
        _ runs: [ScenarioRun], openNetwork: String?, subject: Subject, requiresExchange: Bool, prepareCommand: String
    ) {
        results = runs.map(\.result)
        lacksGoogleAuth = runs.contains { $0.verdict.lacksGoogleAuth && $0.verdict.violations.isEmpty }
        airflow = runs.lazy.compactMap { $0.transcript?.events.first { $0.name == "loading" }?.string("loader") }.first
        let credentials = runs.flatMap { $0.ledger?.issuedCredentials ?? [] }.flatMap {
            [$0.secretAccessKey, $0.token]
        }
        let tokens = runs.flatMap { $0.ledger?.issuedTokens ?? [] }.map(\.text)
        secrets = credentials + tokens
        diagnostics =
            Self.violations(runs) + Self.missingModules(runs, subject, prepareCommand) + Self.sameStems(runs, subject)
            + Self.values(runs, subject) + Self.notRun(runs, requiresExchange: requiresExchange)
            + (openNetwork.map { [Self.networkIsOpen($0)] } ?? [])
    }

    private static func networkIsOpen(_ reason: String) -> Diagnostic {
        Diagnostic(
            .networkOpen, .note,
            "the sandbox has no network namespace here (\(reason)): static programs and raw system calls reach the network",
            help: "run as root, or where ordinary users may make user namespaces, for a wall around the network")
    }

    private static func violations(_ runs: [ScenarioRun]) -> [Diagnostic] {
        var order: [Violation] = []
        var cases: [Violation: [(violation: Violation, title: String)]] = [:]
        for run in runs {
            for violation in run.verdict.violations {
                if cases[violation.finding] == nil { order.append(violation.finding) }
                cases[violation.finding, default: []].append((violation, run.scenario.title))
            }
        }
        return order.map { finding in
            let found = cases[finding, default: []]
            var titles: [String] = []
            for title in found.map(\.title) where !titles.contains(title) { titles.append(title) }
            let others =
                titles.count > 1 ? ", and in \(titles.count - 1) more scenario\(titles.count == 2 ? "" : "s")" : ""
            return Diagnostic(
                finding.clause.code, .error,
                "\(Violation.message(found.map(\.violation))), when \(titles[0])\(others)", at: finding.place,
                help: finding.clause.help)
        }
    }

    private static func missingModules(
        _ runs: [ScenarioRun], _ subject: Subject, _ prepareCommand: String
    ) -> [Diagnostic] {
        let missing = runs.reduce(into: [:]) { all, run in all.merge(run.verdict.missingModules) { first, _ in first } }
        return missing.sorted { $0.key < $1.key }.map { file, module in
            let venv = "verify with the Python of an environment that has it: `--venv DIR`"
            return Diagnostic(
                .pluginModuleMissing, .warning,
                "`\(file)` imports `\(module)`, which this Python does not have: it was not judged",
                at: subject.place(file: subject.folder + "/" + file, line: 1),
                help: preparedModules.contains(String(module.prefix { $0 != "." }))
                    ? "fetch it as the release pins it: `\(prepareCommand)`; or \(venv)" : venv)
        }
    }

    /// What the packages of the exchange are imported as (``MWAARelease/exchangePackages``).
    private static let preparedModules: Set<String> = ["botocore", "google", "requests", "urllib3"]

    private static func sameStems(_ runs: [ScenarioRun], _ subject: Subject) -> [Diagnostic] {
        let stems = Set(runs.flatMap(\.verdict.sameStems)).filter { !$0.allSatisfy { $0.hasSuffix("__init__.py") } }
        return stems.sorted { $0[0] < $1[0] }.map { files in
            Diagnostic(
                .pluginSameStem, .warning,
                "Airflow imports \(files.map { "`\($0)`" }.joined(separator: " and ")) under one name",
                at: subject.place(file: subject.folder + "/" + files[0], line: 1),
                help: "rename one: Airflow uses the bare stem of a plugin file's name as its module name")
        }
    }

    /// Where nothing was configured, what the plugin exports is for the user to see.
    private static func values(_ runs: [ScenarioRun], _ subject: Subject) -> [Diagnostic] {
        guard subject.expectation == nil, let run = runs.first(where: { $0.scenario.id == "healthy" }) else {
            return []
        }
        let changed = run.transcript?.events.first { $0.name == "environment" }?.dictionary("changed") ?? [:]
        return ["GOOGLE_APPLICATION_CREDENTIALS", "GOOGLE_CLOUD_PROJECT"].compactMap { name in
            changed[name].map { Diagnostic(.pluginValues, .note, "the plugin exports \(name)=\($0.prefix(500))") }
        }
    }

    /// One remark for each reason.
    private static func notRun(_ runs: [ScenarioRun], requiresExchange: Bool) -> [Diagnostic] {
        var order: [String] = []
        var titles: [String: [String]] = [:]
        var excused: Set<String> = []
        /// Those for which no exchange was run.
        var undone: Set<String> = []
        var beyondMock: Set<String> = []
        for run in runs where run.verdict.violations.isEmpty {
            guard let reason = run.verdict.notJudged else { continue }
            if titles[reason] == nil { order.append(reason) }
            titles[reason, default: []].append(run.scenario.title)
            if run.verdict.isExcused || run.verdict.lacksPackage || run.verdict.isBeyondMock { excused.insert(reason) }
            if run.verdict.lacksGoogleAuth || run.verdict.isBeyondMock { undone.insert(reason) }
            if run.verdict.isBeyondMock { beyondMock.insert(reason) }
        }
        // A verification in which nothing ran has proved nothing.
        let hasResult = runs.contains { !$0.verdict.violations.isEmpty || $0.verdict.notJudged == nil }
        return order.map { reason in
            let titles = titles[reason, default: []]
            let what = titles.count == 1 ? titles[0] : "\(titles.count) scenarios"
            return Diagnostic(
                .scenarioNotRun,
                hasResult && excused.contains(reason) && !(requiresExchange && undone.contains(reason))
                    ? .note : .error, "not run: \(what): \(reason)",
                help: beyondMock.contains(reason)
                    ? "try it in the environment itself, with `examples/dags/bigquery_smoke_test.py`"
                    : "`--venv DIR` verifies with the packages of a virtual environment")
        }
    }
}
