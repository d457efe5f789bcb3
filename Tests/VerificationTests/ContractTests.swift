import Diagnostics
import Foundation
import MWAAReleases
import Testing

@testable import Verification

/// Each plugin in Tests/Fixtures/plugins breaks the contract on purpose; the first line of its docstring says which clauses.
@Suite(.fewAtATime) struct ContractTests {
    private static let names = try! FileManager.default.contentsOfDirectory(
        atPath: Sandbox.root + "/Tests/Fixtures/plugins"
    )
    .filter { $0 != "README.md" && !$0.hasPrefix("__") }.sorted()

    /// Enough of the scenarios to bring every fault to light: a worker that forks tasks, one that runs long, and the
    /// way to Google.
    private static let scenarios =
        Scenario.imports.filter {
            [
                "healthy", "not-found", "throttled", "refused", "truncated", "huge", "no-token", "null-secret",
                "expired",
                "dripping", "silent", "fork-silent", "proxy", "laptop",
            ].contains($0.id)
        }
        + Scenario.processes(of: PluginSetting.all).filter {
            ["tasks-inherited", "long-task-inherited"].contains($0.id)
        }
        + Scenario.exchanges(with: ExchangeTarget(config: nil)).filter { $0.id == "exchange" }

    /// Sets of clauses, one of which must be broken.
    private func expectation(_ name: String) throws -> [Set<Clause>] {
        let path =
            Sandbox.root + "/Tests/Fixtures/plugins/" + name + (name.hasSuffix(".py") ? "" : "/env_var_plugin.py")
        let first = try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n")[0]
        let list = first.replacing("\"\"\"Breaks: ", with: "").split(separator: ";")[0]
        return list.split(separator: ",").compactMap { item in
            let words = item.split(separator: " ").filter { $0 != "or" }.map(String.init)
            let clauses = Set(words.compactMap(Clause.init(rawValue:)))
            return clauses.isEmpty ? nil : clauses
        }
    }

    @Test(arguments: names) func brokenPluginsAreFound(name: String) async throws {
        let expected = try expectation(name)
        try await Sandbox.withFixture(name) { subject in
            let verification = try await Sandbox.verifier(python: Sandbox.environment("google-auth-2.35"), limit: 1_500)
                .verify(subject, scenarios: Self.scenarios)
            for clauses in expected {
                #expect(
                    !verification.broken.isDisjoint(with: clauses), "not found: \(clauses) in \(verification.broken)")
            }
            #expect(expected.isEmpty || verification.diagnostics.contains { $0.severity == .error })
        }
    }

    /// No processor time is used, so it is not the limit that ends it: ten times as much real time would be.
    @Test func whatAStoppedPluginDidIsSaidWithItsLine() async throws {
        try await Sandbox.withFixture("stops_itself.py") { subject in
            let verification = try await Sandbox.verifier(limit: 500)
                .verify(subject, scenarios: Array(Scenario.imports.prefix(1)))
            let found = try #require(verification.diagnostics.first { $0.severity == .error })
            #expect(
                found.message.hasPrefix(
                    "the import does not end: a signal such as SIGSTOP stopped a process, and nothing continues it"))
            guard case .source(let text, let span) = found.place else {
                Issue.record("no place")
                return
            }
            #expect(
                String(decoding: text.bytes[span.start..<span.end], as: UTF8.self)
                    == "os.kill(os.getpid(), signal.SIGSTOP)")
        }
    }

    @Test func whatCannotBeImportedHereIsNotPassed() async throws {
        try await Sandbox.withFixture("read_once_requests.py") { subject in
            // Debian's Python has no requests.
            let verification = try await Sandbox.verifier().verify(subject, scenarios: Self.scenarios)
            #expect(verification.broken.isEmpty)
            #expect(verification.diagnostics.contains { $0.code == .scenarioNotRun && $0.severity == .error })
            #expect(!verification.results.contains { $0.outcome == .passed })
        }
    }

    @Test func thereAreManyFixtures() {
        #expect(Self.names.count > 50)
    }
}
