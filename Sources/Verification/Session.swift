import Diagnostics
import Files
import MWAAReleases
import MockCloud
import Synchronization

/// The way of some subjects through the same scenarios.
struct Session: Sendable {
    let verifier: Verifier
    let subjects: [Subject]
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
    /// others of its are left out.
    private static let enough = 3

    /// Runs all, several side by side, in two hosts: one has what a process has that only imports plugins, the other the
    /// libraries that are asked for credentials as well.
    ///
    /// When a host is lost on the way, which a plugin can bring about, the scenarios of each subject that were not finished
    /// are run again without the others', and those that lose their host even so get one of their own each, so that the loss
    /// can be told of the right one.
    func run(_ scenarios: [Scenario], progress: @escaping @Sendable (Int) -> Void) async throws -> Outcome {
        let tally = Tally()
        let parts = subjects.indices.map { subject in
            scenarios.indices.map { Part(subject: subject, index: $0, scenario: scenarios[$0]) }
        }
        var found = try await runTogether(Array(parts.joined()), tally) { progress(tally.finished()) }
        // A plugin that brings down a host takes scenarios of others along. Without it those need one host again, not one each.
        if subjects.count > 1 {
            for parts in parts {
                let lost = parts.filter { found[$0]?.isLost == true }
                found.merge(try await runTogether(lost, tally) {}) { _, again in again }
            }
        }
        var runs: [[ScenarioRun]] = []
        for parts in parts { runs.append(try await settled(parts, found)) }
        return Outcome(runs: runs, openNetwork: tally.openNetwork)
    }

    /// Runs several side by side, in at most two hosts.
    private func runTogether(
        _ parts: [Part], _ tally: Tally, progress: @escaping @Sendable () -> Void
    ) async throws -> [Part: ScenarioRun] {
        let warm = parts.filter(\.scenario.isWarm)
        let bare = parts.filter { !$0.scenario.isWarm }
        // Each scenario waits for the mock cloud every now and then, so there is room for twice as many as there are cores; but
        // not while the libraries are imported, which is what the long ones wait for.
        let places = Places(warm.isEmpty ? 2 * verifier.jobs : verifier.jobs)
        async let warmRuns = run(warm, isWarm: true, places, tally, progress: progress)
        async let bareRuns = run(bare, isWarm: false, places, tally, progress: progress)
        let found = try await bareRuns.merging(warmRuns) { first, _ in first }
        try Task.checkCancellation()
        return found
    }

    /// What came of one subject's scenarios, after those that lost their host were run again.
    private func settled(_ parts: [Part], _ found: [Part: ScenarioRun]) async throws -> [ScenarioRun] {
        var runs: [ScenarioRun] = []
        var losses = 0
        for part in parts {
            guard var run = found[part] else { preconditionFailure("a scenario was neither run nor left out") }
            if run.isLost, losses == Self.enough {
                run = ScenarioRun(scenario: part.scenario, notRun: "others brought the Python host down already")
            } else if run.isLost {
                run = try await onOneHost(isWarm: part.scenario.isWarm) { await self.play(part, on: $0) }
                if run.isLost {
                    losses += 1
                    run.verdict = Judge.Verdict(violations: [
                        Violation(.loads, "the import brings down the process that started the worker")
                    ])
                }
            }
            runs.append(run)
        }
        return runs
    }

    /// What came of it.
    struct Outcome: Sendable {
        /// For each subject, in the order of the scenarios.
        var runs: [[ScenarioRun]]
        /// Why the sandbox has no wall around its network; `nil`: it has.
        let openNetwork: String?
    }

    /// One scenario of one subject.
    private struct Part: Hashable {
        /// Places among the subjects, and among the scenarios.
        let subject: Int
        let index: Int
        let scenario: Scenario

        static func == (left: Self, right: Self) -> Bool { (left.subject, left.index) == (right.subject, right.index) }

        func hash(into hasher: inout Hasher) {
            hasher.combine(subject)
            hasher.combine(index)
        }
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
        _ parts: [Part], isWarm: Bool, _ places: Places, _ tally: Tally, progress: @escaping @Sendable () -> Void
    ) async throws -> [Part: ScenarioRun] {
        if parts.isEmpty { return [:] }
        let limits = subjects.map { _ in TimeLimits(enough: Self.enough) }
        let runs = try await onOneHost(isWarm: isWarm) { host in
            if let reason = host.openNetwork { tally.openNetwork = reason }
            if isWarm { places.add(verifier.jobs) }
            return await withTaskGroup(of: (Part, ScenarioRun).self) { group in
                for part in parts {
                    let limits = limits[part.subject]
                    group.addTask {
                        await places.run(length: part.scenario.length) {
                            if Task.isCancelled {
                                return (part, ScenarioRun(scenario: part.scenario, notRun: "interrupted"))
                            }
                            if limits.leavesOut(part.index) { return (part, Self.leftOut(part.scenario)) }
                            let run = await play(part, on: host)
                            if run.transcript?.end == .limit { limits.note(part.index) }
                            return (part, run)
                        }
                    }
                }
                var runs: [Part: ScenarioRun] = [:]
                for await (part, run) in group {
                    runs[part] = run
                    progress()
                }
                return runs
            }
        }
        return Dictionary(
            uniqueKeysWithValues: runs.map { part, run in
                (part, limits[part.subject].leavesOut(part.index) ? Self.leftOut(part.scenario) : run)
            })
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

    private func play(_ part: Part, on host: PythonHost) async -> ScenarioRun {
        let scenario = part.scenario
        let subject = subjects[part.subject]
        // Some subjects' scenarios are distinguished, so that what is told of one subject never depends on others.
        let id = (part.subject == 0 ? "" : "\(part.subject + 1).") + scenario.id
        do {
            let directory = scratch + "/" + id
            try OutputFile.makeDirectory(directory)
            let variables = variables(of: scenario, home: directory)
            let spec = spec(of: scenario, of: subject, id: id, directory: directory, variables)
            try cloud.open(id, script: scenario.cloud)
            let transcript = await host.play(id, spec: Array(spec.json.utf8), limit: verifier.limit)
            let ledger = try await cloud.close(id)
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

    private func spec(
        of scenario: Scenario, of subject: Subject, id: String, directory: String, _ variables: [String: String]
    ) -> ScenarioSpec {
        ScenarioSpec(
            id: id, port: cloud.port, runsInRealTime: verifier.runsInRealTime, start: Verifier.start,
            horizon: Verifier.horizon, directory: directory,
            environment: variables, folder: subject.folder, code: code, config: config,
            ignoreSyntax: verifier.release.isAirflow3 ? "glob" : "regexp", steps: scenario.steps,
            startsInterpreters: scenario.startsInterpreters)
    }
}
