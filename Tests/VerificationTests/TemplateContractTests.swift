import Diagnostics
import Foundation
import MWAAReleases
import PluginTemplate
import PythonEnvironment
import Testing

@testable import Verification

/// The shipped templates keep every clause, on every Python found, and with real google-auth and Airflow.
@Suite(.fewAtATime) struct TemplateContractTests {
    private func verify(
        _ template: BuiltInTemplate, _ python: PythonRequest, scenarios: [Scenario] = Scenario.imports
    ) async throws -> Verification {
        try await Sandbox.withTemplate(template) { subject in
            try await Sandbox.verifier(python: python).verify(subject, scenarios: scenarios)
        }
    }

    private static let pythons = PythonFinder(environment: ProcessInfo.processInfo.environment).all()
        .map { PythonRequest.library($0.library) }

    @Test(arguments: BuiltInTemplate.allCases, pythons)
    func everyClauseHoldsOnEveryPython(template: BuiltInTemplate, python: PythonRequest) async throws {
        let verification = try await verify(template, python)
        #expect(
            verification.broken.isEmpty, "\(verification.diagnostics.filter { $0.severity == .error }.map(\.message))")
        // All ran but the one that wants google-auth.
        #expect(verification.results.count { $0.outcome == .passed } >= Scenario.imports.count - 1)
    }

    /// Below google-auth 2.29 and from it on, the template hooks in at different places.
    @Test(arguments: BuiltInTemplate.allCases, ["google-auth-2.28", "google-auth-2.35"])
    func googleAuthSignsWithTheEndpointsCredentials(template: BuiltInTemplate, environment: String) async throws {
        let signing = Scenario.imports.filter { $0.id == "signing" }
        let verification = try await verify(template, Sandbox.environment(environment), scenarios: signing)
        #expect(verification.outcome(of: "signing") == .passed, "\(verification.diagnostics.map(\.message))")
    }

    @Test func aPluginThatExportsNothingLeavesGoogleAuthWithoutCredentials() async throws {
        let signing = Scenario.imports.filter { $0.id == "signing" }
        try await Sandbox.withPlugin("from airflow.plugins_manager import AirflowPlugin\n") { subject in
            let verification = try await Sandbox.verifier(python: Sandbox.environment("google-auth-2.35"))
                .verify(subject, scenarios: signing)
            #expect(verification.broken == [.fresh])
        }
    }

    @Test(arguments: BuiltInTemplate.allCases)
    func airflowsOwnLoaderImportsTheTemplates(template: BuiltInTemplate) async throws {
        let verification = try await verify(template, Sandbox.environment("airflow-2.10"))
        #expect(verification.airflow == "Airflow 2.10.3")
        #expect(verification.broken.isEmpty)
        #expect(verification.results.allSatisfy { $0.outcome == .passed })
    }

    /// Where the stand-in says that a plugin does not load, Airflow says so too.
    @Test(arguments: ["raises.py", "sys_exit.py", "no_name.py", "syntax_error.py", "relative_import", "os_exit.py"])
    func airflowAndTheStandInAgree(fixture: String) async throws {
        let scenarios = Scenario.imports.filter { ["not-found", "healthy"].contains($0.id) }
        try await Sandbox.withFixture(fixture) { subject in
            let airflow = try await Sandbox.verifier(python: Sandbox.environment("airflow-2.10"))
                .verify(subject, scenarios: scenarios)
            let standIn = try await Sandbox.verifier().verify(subject, scenarios: scenarios)
            #expect(airflow.airflow != nil && standIn.airflow == nil)
            #expect(airflow.broken.contains(.loads) && standIn.broken.contains(.loads))
        }
    }
}
