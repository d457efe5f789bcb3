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
    let preload: PythonHost.Preload

    /// A plugin that works on without waiting does so everywhere: after this many scenarios the others are left out.
    private static let limitsEnough = 3

    /// Runs all, several side by side.
    ///
    /// When the host is lost on the way, which a plugin can bring about, each scenario that was not finished gets a host
    /// of its own, so that the loss can be told of the right one.
    func run(_ scenarios: [Scenario], progress: @escaping @Sendable (Int) -> Void) async throws -> [ScenarioRun] {
        let limits = Atomic(0)
        var runs = try await onOneHost { host in
            await self.sideBySide(scenarios, progress: progress) { scenario in
                if Task.isCancelled { return ScenarioRun(scenario: scenario, notRun: "interrupted") }
                guard limits.load(ordering: .relaxed) < Self.limitsEnough else {
                    return ScenarioRun(scenario: scenario, notRun: "others met the time limit already")
                }
                let run = await self.play(scenario, on: host)
                if run.transcript?.end == .limit { limits.add(1, ordering: .relaxed) }
                return run
            }
        }
        try Task.checkCancellation()
        var losses = 0
        for index in runs.indices where runs[index].isLost {
            guard losses < Self.limitsEnough else {
                runs[index] = ScenarioRun(
                    scenario: scenarios[index], notRun: "others brought the Python host down already")
                continue
            }
            runs[index] = try await onOneHost { await self.play(scenarios[index], on: $0) }
            if runs[index].isLost {
                losses += 1
                runs[index].verdict = Judge.Verdict(violations: [
                    Violation(.loads, "the import brings down the process that started the worker")
                ])
            }
        }
        return runs
    }

    private func onOneHost<Result: Sendable>(_ body: @Sendable (PythonHost) async throws -> Result) async throws
        -> Result
    {
        try await PythonHost.run(
            executable: verifier.host, python: verifier.python, preload: preload, home: scratch, body)
    }

    private func sideBySide(
        _ scenarios: [Scenario], progress: @Sendable (Int) -> Void,
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
                progress(runs.count)
                startNext()
            }
            return scenarios.indices.compactMap { runs[$0] }
        }
    }

    private func play(_ scenario: Scenario, on host: PythonHost) async -> ScenarioRun {
        var variables = WorkerEnvironment.variables(
            release: verifier.release, region: verifier.region, credentialsPath: scenario.cloud.container.path,
            home: scratch)
        for (name, value) in scenario.environment { variables[name] = value }
        let spec = ScenarioSpec(
            id: scenario.id, port: cloud.port, start: Verifier.start, horizon: Verifier.horizon, directory: scratch,
            environment: variables, folder: subject.folder, config: config,
            ignoreSyntax: verifier.release.isAirflow3 ? "glob" : "regexp", steps: scenario.steps)
        do {
            try cloud.open(scenario.id, script: scenario.cloud)
            let transcript = await host.play(scenario.id, spec: Array(spec.json.utf8), limit: verifier.limit)
            let ledger = try await cloud.close(scenario.id)
            let judge = Judge(
                scenario: scenario, subject: subject, budget: verifier.budget, environment: variables,
                transcript: transcript, ledger: ledger)
            return ScenarioRun(scenario: scenario, verdict: judge.judge(), transcript: transcript, ledger: ledger)
        } catch {
            return ScenarioRun(scenario: scenario, notRun: "the mock cloud failed: \(error)")
        }
    }
}
