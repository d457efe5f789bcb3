import Diagnostics
import Foundation
import Testing

@testable import Verification

/// Each plugin in Tests/Fixtures/plugins breaks the contract on purpose; the first line of its docstring says which clauses.
@Suite(.fewAtATime) struct ContractTests {
    private static let names = try! FileManager.default.contentsOfDirectory(
        atPath: Sandbox.root + "/Tests/Fixtures/plugins"
    )
    .filter { $0 != "README.md" && !$0.hasPrefix("__") }.sorted()

    /// Enough of the scenarios to bring every fault to light.
    private static let scenarios = Scenario.all.filter {
        [
            "healthy", "not-found", "throttled", "refused", "truncated", "huge", "no-token", "null-secret", "expired",
            "dripping", "silent", "fork-silent", "proxy", "laptop",
        ].contains($0.id)
    }

    /// Sets of clauses, one of which must be broken.
    private func expectation(_ name: String) throws -> [Set<Clause>] {
        let path =
            Sandbox.root + "/Tests/Fixtures/plugins/" + name + (name.hasSuffix(".py") ? "" : "/env_var_plugin.py")
        let first = try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n")[0]
        let list = first.replacing("\"\"\"Breaks: ", with: "").split(separator: ";")[0]
        return list.split(separator: ",").compactMap { item in
            let words = item.split(separator: " ").filter { $0 != "or" }.map(String.init)
            // Clauses that no scenario here can tell about: staleness over hours, the exchange with Google.
            if words == ["fresh"] { return nil }
            let clauses = Set(words.compactMap(Clause.init(rawValue:)))
            return clauses.isEmpty ? nil : clauses
        }
    }

    @Test(arguments: names) func brokenPluginsAreFound(name: String) async throws {
        let expected = try expectation(name)
        try await Sandbox.withFixture(name) { subject in
            let verification = try await Sandbox.verifier(limit: 1_500).verify(subject, scenarios: Self.scenarios)
            if name == "read_once_requests.py" {
                // Debian's Python has no requests: nothing ran, and that is an error, not a pass.
                #expect(verification.broken.isEmpty)
                #expect(verification.diagnostics.contains { $0.code == .scenarioNotRun && $0.severity == .error })
                return
            }
            for clauses in expected {
                #expect(
                    !verification.broken.isDisjoint(with: clauses), "not found: \(clauses) in \(verification.broken)")
            }
            #expect(expected.isEmpty || verification.diagnostics.contains { $0.severity == .error })
        }
    }

    @Test func thereAreManyFixtures() {
        #expect(Self.names.count > 50)
    }
}
