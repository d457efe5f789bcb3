import MockCloud
import MWAAReleases
import PluginTemplate
import Testing

@testable import Verification

/// A run follows from the plugin and the scenario alone: not from the load of the machine, not from what runs beside it.
@Suite(.fewAtATime) struct DeterminismTests {
    /// All that a report shows of a scenario, but its name.
    private func shown(_ result: ScenarioResult) -> String {
        "\(result.outcome)\n\(result.virtualSeconds ?? -1)\n" + result.requests.joined(separator: "\n")
    }

    /// Fifty at a time, eight side by side, on two cores or so: each one is the load of the others.
    @Test(arguments: [("threads", 50), ("fork-during-refresh", 50), ("dripping", 50)])
    func theSameScenarioGivesTheSameReport(id: String, times: Int) async throws {
        let all = Scenario.imports + Scenario.processes(of: [])
        let scenario = try #require(all.first { $0.id == id })
        let copies = (0..<times).map { number in
            Scenario(
                "\(id)-\(number)", scenario.title, cloud: scenario.cloud, steps: scenario.steps,
                clauses: scenario.clauses)
        }
        try await Sandbox.withTemplate(.environment) { subject in
            var verifier = try await Sandbox.verifier(python: Sandbox.environment("google-auth-2.35"))
            verifier.jobs = 8
            let verification = try await verifier.verify(subject, scenarios: copies)
            #expect(verification.results.count == times)
            #expect(verification.results.allSatisfy { $0.outcome == .passed })
            // Each kind of report once, so that a difference is seen and not only counted.
            let reports = Set(verification.results.map(shown))
            #expect(Array(reports) == Array(reports.prefix(1)))
        }
    }

    @Test(arguments: BuiltInTemplate.allCases)
    func anyNumberOfWorkersGivesTheSameReport(template: BuiltInTemplate) async throws {
        let release = try #require(MWAARelease.named("3.0.6"))
        var reports: [[String]] = []
        for jobs in [1, 3, 8] {
            try await Sandbox.withTemplate(template) { subject in
                var verifier = try await Sandbox.verifier(python: Sandbox.environment("google-auth-2.35"))
                verifier.jobs = jobs
                let scenarios = Scenario.all(of: release).filter { $0.id != "triggerer" }
                let verification = try await verifier.verify(subject, scenarios: scenarios)
                reports.append(verification.results.map { $0.scenario.id + "\n" + shown($0) })
            }
        }
        #expect(reports[0] == reports[1])
        #expect(reports[0] == reports[2])
    }

    /// Which scenarios are left out, when enough have met the time limit, is decided by their order in the report. The loop is
    /// one line: of several, the stacks show the one where it happened to be.
    @Test func aBusyLoopGivesTheSameReportToo() async throws {
        var reports: [[String]] = []
        for jobs in [1, 5] {
            try await Sandbox.withPlugin("while True: pass\n") { subject in
                var verifier = try await Sandbox.verifier(limit: 300)
                verifier.jobs = jobs
                let verification = try await verifier.verify(subject, scenarios: Array(Scenario.imports.prefix(9)))
                reports.append(verification.results.map { $0.scenario.id + "\n" + shown($0) })
                #expect(verification.broken == [.bounded])
            }
        }
        #expect(reports[0] == reports[1])
    }
}
