import Diagnostics
import Files
import MWAAReleases
import MockCloud
import Synchronization

/// One subject's way through the scenarios.
struct Session: Sendable {
    let verifier: Verifier
    let subject: Subject
    let cloud: MockCloud
    /// A directory for temporary files.
    let scratch: String
    /// Path of the credential config that google-auth gets.
    let config: String
    /// Path of the certificate of the authority that vouches for Google's names in this run.
    let authority: String
    let preload: PythonHost.Preload

    /// A plugin that works on without waiting does so everywhere: after this many scenarios the others are left out.
    private static let limitsEnough = 3

    /// Runs all, several side by side, in two hosts: one has what a process has that only imports plugins, the other the
    /// libraries that are asked for credentials as well.
    ///
    /// When a host is lost on the way, which a plugin can bring about, each scenario that was not finished gets a host
    /// of its own, so that the loss can be told of the right one.
    func run(_ scenarios: [Scenario], progress: @escaping @Sendable (Int) -> Void) async throws -> Outcome {
        let tally = Tally()
        let warm = scenarios.indices.filter { scenarios[$0].isWarm }
        let bare = scenarios.indices.filter { !scenarios[$0].isWarm }
        async let warmRuns = run(warm.map { scenarios[$0] }, isWarm: true, tally) { progress(tally.finished()) }
        async let bareRuns = run(bare.map { scenarios[$0] }, isWarm: false, tally) { progress(tally.finished()) }
        let found = try await Array(zip(bare, bareRuns)) + Array(zip(warm, warmRuns))
        try Task.checkCancellation()
        var runs = found.sorted { $0.0 < $1.0 }.map { $0.1 }
        var losses = 0
        for index in runs.indices where runs[index].isLost {
            guard losses < Self.limitsEnough else {
                runs[index] = ScenarioRun(
                    scenario: scenarios[index], notRun: "others brought the Python host down already")
                continue
            }
            runs[index] = try await onOneHost(isWarm: scenarios[index].isWarm) {
                await self.play(scenarios[index], on: $0)
            }
            if runs[index].isLost {
                losses += 1
                runs[index].verdict = Judge.Verdict(violations: [
                    Violation(.loads, "the import brings down the process that started the worker")
                ])
            }
        }
        return Outcome(runs: runs, openNetwork: tally.openNetwork)
    }

    /// What came of it.
    struct Outcome: Sendable {
        let runs: [ScenarioRun]
        /// Why the sandbox has no wall around its network; `nil`: it has.
        let openNetwork: String?
    }

    /// What the scenarios of all hosts have in common.
    private final class Tally: Sendable {
        private let limits = Atomic(0)
        private let done = Atomic(0)
        private let network = Mutex<String?>(nil)

        var hasEnoughLimits: Bool { limits.load(ordering: .relaxed) >= Session.limitsEnough }

        /// Why the network has holes, if it has.
        var openNetwork: String? {
            get { network.withLock { $0 } }
            set { network.withLock { $0 = newValue } }
        }

        func metLimit() { limits.add(1, ordering: .relaxed) }

        /// Counts one more, and gives how many there are.
        func finished() -> Int { done.add(1, ordering: .relaxed).newValue }
    }

    private func run(
        _ scenarios: [Scenario], isWarm: Bool, _ tally: Tally, progress: @escaping @Sendable () -> Void
    ) async throws -> [ScenarioRun] {
        if scenarios.isEmpty { return [] }
        return try await onOneHost(isWarm: isWarm) { host in
            if let reason = host.openNetwork { tally.openNetwork = reason }
            return await self.sideBySide(scenarios, progress: progress) { scenario in
                if Task.isCancelled { return ScenarioRun(scenario: scenario, notRun: "interrupted") }
                if tally.hasEnoughLimits {
                    return ScenarioRun(scenario: scenario, notRun: "others met the time limit already")
                }
                let run = await self.play(scenario, on: host)
                if run.transcript?.end == .limit { tally.metLimit() }
                return run
            }
        }
    }

    private func onOneHost<Result: Sendable>(
        isWarm: Bool, _ body: @Sendable (PythonHost) async throws -> Result
    ) async throws -> Result {
        var preload = preload
        if isWarm { preload.modules = Self.clients }
        return try await PythonHost.run(
            executable: verifier.host, python: verifier.python, preload: preload, home: scratch, body)
    }

    /// google-auth's code for AWS is not among them: plugins look for it in `sys.modules`, or wait for its import.
    private static let clients = [
        "google.auth.transport.requests", "google.auth.external_account", "google.auth.impersonated_credentials",
        "botocore.session",
    ]

    private func sideBySide(
        _ scenarios: [Scenario], progress: @Sendable () -> Void,
        _ play: @escaping @Sendable (Scenario) async -> ScenarioRun
    ) async -> [ScenarioRun] {
        await withTaskGroup(of: (Int, ScenarioRun).self) { group in
            var waiting = scenarios.enumerated().makeIterator()
            func startNext() {
                guard let (index, scenario) = waiting.next() else { return }
                group.addTask { (index, await play(scenario)) }
            }
            for _ in 0..<max(1, verifier.jobs) { startNext() }
            var runs: [Int: ScenarioRun] = [:]
            while let (index, run) = await group.next() {
                runs[index] = run
                progress()
                startNext()
            }
            return scenarios.indices.compactMap { runs[$0] }
        }
    }

    private func play(_ scenario: Scenario, on host: PythonHost) async -> ScenarioRun {
        do {
            let directory = scratch + "/" + scenario.id
            try OutputFile.makeDirectory(directory)
            let variables = variables(of: scenario, home: directory)
            let spec = spec(of: scenario, directory: directory, variables)
            try cloud.open(scenario.id, script: scenario.cloud)
            let transcript = await host.play(scenario.id, spec: Array(spec.json.utf8), limit: verifier.limit)
            let ledger = try await cloud.close(scenario.id)
            let judge = Judge(
                scenario: scenario, subject: subject, budget: verifier.budget, environment: variables,
                transcript: transcript, ledger: ledger)
            var verdict = judge.judge()
            if verdict.lacksPackage, let reason = verdict.notJudged {
                verdict.notJudged = reason + ": run `\(verifier.prepareCommand)`"
            }
            return ScenarioRun(scenario: scenario, verdict: verdict, transcript: transcript, ledger: ledger)
        } catch let error as DiagnosedError {
            return ScenarioRun(
                scenario: scenario, notRun: error.diagnostics.first?.message ?? "its directory cannot be made")
        } catch {
            return ScenarioRun(scenario: scenario, notRun: "the mock cloud failed: \(error)")
        }
    }

    private func variables(of scenario: Scenario, home: String) -> [String: String] {
        var variables = WorkerEnvironment.variables(
            release: verifier.release, region: verifier.region, credentialsPath: scenario.cloud.container.path,
            home: home)
        if scenario.cloud.google != nil {
            for name in ["REQUESTS_CA_BUNDLE", "SSL_CERT_FILE"] { variables[name] = authority }
        }
        for (name, value) in scenario.environment { variables[name] = value }
        return variables
    }

    private func spec(of scenario: Scenario, directory: String, _ variables: [String: String]) -> ScenarioSpec {
        ScenarioSpec(
            id: scenario.id, port: cloud.port, runsInRealTime: verifier.runsInRealTime, start: Verifier.start,
            horizon: Verifier.horizon, directory: directory,
            environment: variables, folder: subject.folder, config: config,
            ignoreSyntax: verifier.release.isAirflow3 ? "glob" : "regexp", steps: scenario.steps,
            startsInterpreters: scenario.startsInterpreters,
            quietLoggers: scenario.isWarm ? ["botocore", "google", "urllib3"] : [])
    }
}
