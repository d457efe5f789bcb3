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
    /// Path of a directory where the scenarios share what they compile of the plugins.
    let code: String
    /// Path of the certificate of the authority that vouches for Google's names in this run.
    let authority: String
    let preload: PythonHost.Preload

    /// A plugin that works on without waiting, or that brings down its host, does so everywhere: after this many scenarios the
    /// others are left out.
    private static let enough = 3

    /// Runs all, several side by side, in two hosts: one has what a process has that only imports plugins, the other the
    /// libraries that are asked for credentials as well.
    ///
    /// When a host is lost on the way, which a plugin can bring about, each scenario that was not finished gets a host
    /// of its own, so that the loss can be told of the right one.
    func run(_ scenarios: [Scenario], progress: @escaping @Sendable (Int) -> Void) async throws -> Outcome {
        let tally = Tally()
        let warm = scenarios.indices.filter { scenarios[$0].isWarm }
        let bare = scenarios.indices.filter { !scenarios[$0].isWarm }
        // Each scenario waits for the mock cloud every now and then, so there is room for twice as many as there are cores; but
        // not while the libraries are imported, which is what the long ones wait for.
        let places = Places(warm.isEmpty ? 2 * verifier.jobs : verifier.jobs)
        async let warmRuns = run(scenarios, at: warm, isWarm: true, places, tally) { progress(tally.finished()) }
        async let bareRuns = run(scenarios, at: bare, isWarm: false, places, tally) { progress(tally.finished()) }
        let found = try await bareRuns + warmRuns
        try Task.checkCancellation()
        var runs = found.sorted { $0.index < $1.index }.map(\.run)
        var losses = 0
        for index in runs.indices where runs[index].isLost {
            guard losses < Self.enough else {
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
        var runs: [ScenarioRun]
        /// Why the sandbox has no wall around its network; `nil`: it has.
        let openNetwork: String?
    }

    /// What the scenarios of all hosts have in common.
    private final class Tally: Sendable {
        private let done = Atomic(0)
        private let network = Mutex<String?>(nil)

        /// Why the network has holes, if it has.
        var openNetwork: String? {
            get { network.withLock { $0 } }
            set { network.withLock { $0 = newValue } }
        }

        /// Counts one more, and gives how many there are.
        func finished() -> Int { done.add(1, ordering: .relaxed).newValue }
    }

    private func run(
        _ scenarios: [Scenario], at indices: [Int], isWarm: Bool, _ places: Places, _ tally: Tally,
        progress: @escaping @Sendable () -> Void
    ) async throws -> [(index: Int, run: ScenarioRun)] {
        if indices.isEmpty { return [] }
        let limits = TimeLimits(enough: Self.enough)
        let runs = try await onOneHost(isWarm: isWarm) { host in
            if let reason = host.openNetwork { tally.openNetwork = reason }
            if isWarm { places.add(verifier.jobs) }
            return await withTaskGroup(of: (index: Int, run: ScenarioRun).self) { group in
                for index in indices {
                    let scenario = scenarios[index]
                    group.addTask {
                        await places.run(length: scenario.length) {
                            if Task.isCancelled {
                                return (index, ScenarioRun(scenario: scenario, notRun: "interrupted"))
                            }
                            if limits.leavesOut(index) { return (index, Self.leftOut(scenario)) }
                            let run = await play(scenario, on: host)
                            if run.transcript?.end == .limit { limits.note(index) }
                            return (index, run)
                        }
                    }
                }
                var runs: [(index: Int, run: ScenarioRun)] = []
                for await run in group {
                    runs.append(run)
                    progress()
                }
                return runs
            }
        }
        return runs.map { index, run in (index, limits.leavesOut(index) ? Self.leftOut(run.scenario) : run) }
    }

    private static func leftOut(_ scenario: Scenario) -> ScenarioRun {
        ScenarioRun(scenario: scenario, notRun: "others met the time limit already")
    }

    private func onOneHost<Result: Sendable>(
        isWarm: Bool, _ body: @Sendable (PythonHost) async throws -> Result
    ) async throws -> Result {
        var preload = preload
        if isWarm {
            preload.modules = Self.clients
            preload.quietLoggers = ["botocore", "google", "urllib3"]
        }
        return try await PythonHost.run(
            executable: verifier.host, python: verifier.python, preload: preload, home: scratch, body)
    }

    /// google-auth's code for AWS is not among them: plugins look for it in `sys.modules`, or wait for its import.
    private static let clients = [
        "google.auth.transport.requests", "google.auth.external_account", "google.auth.impersonated_credentials",
        "botocore.session",
    ]

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
            environment: variables, folder: subject.folder, code: code, config: config,
            ignoreSyntax: verifier.release.isAirflow3 ? "glob" : "regexp", steps: scenario.steps,
            startsInterpreters: scenario.startsInterpreters)
    }
}
