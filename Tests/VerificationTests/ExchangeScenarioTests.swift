import Diagnostics
import MWAAReleases
import PluginTemplate
import Testing

@testable import Verification

/// The whole exchange, with real google-auth on both sides of its changes.
@Suite(.fewAtATime) struct ExchangeScenarioTests {
    private static let target = ExchangeTarget(
        audience:
            "//iam.googleapis.com/projects/987654321098/locations/global/workloadIdentityPools/pool/providers/aws",
        serviceAccount: "dag-runner@example-project.iam.gserviceaccount.com")
    private static let all = Scenario.exchanges(with: target)

    private func verify(_ subject: Subject, in environment: String, _ scenarios: [Scenario]) async throws
        -> Verification
    {
        var verifier = try await Sandbox.verifier(python: Sandbox.environment(environment))
        verifier.credentialConfig = Array(Self.config.utf8)
        return try await verifier.verify(subject, scenarios: scenarios)
    }

    private static let config = """
        {"type": "external_account", "audience": "\(target.audience)",
         "subject_token_type": "urn:ietf:params:aws:token-type:aws4_request",
         "token_url": "https://sts.googleapis.com/v1/token",
         "service_account_impersonation_url": "https://iamcredentials.googleapis.com/v1/projects/-/serviceAccounts/dag-runner@example-project.iam.gserviceaccount.com:generateAccessToken",
         "credential_source": {"environment_id": "aws1", "regional_cred_verification_url":
          "https://sts.{region}.amazonaws.com?Action=GetCallerIdentity&Version=2011-06-15"}}
        """

    @Test func theTargetIsThatOfTheConfig() {
        #expect(ExchangeTarget(config: Array(Self.config.utf8)) == Self.target)
        #expect(ExchangeTarget(config: Array("{]".utf8)) == ExchangeTarget(audience: "", serviceAccount: nil))
    }

    @Test(
        arguments: BuiltInTemplate.allCases,
        ["google-auth-2.28", "google-auth-2.35", "google-cloud", "mwaa-2.2.2", "mwaa-2.4.3", "mwaa-3.0.6"])
    func theTemplatesGetToGoogle(template: BuiltInTemplate, environment: String) async throws {
        guard Sandbox.has(environment) else { return }
        try await Sandbox.withTemplate(template) { subject in
            let verification = try await verify(subject, in: environment, Self.all)
            for result in verification.results {
                #expect(result.outcome == .passed, "\(result.scenario.id): \(result.outcome)")
            }
        }
    }

    @Test func aConfigWithoutAServiceAccountUsesTheFederatedToken() async throws {
        let target = ExchangeTarget(audience: Self.target.audience, serviceAccount: nil)
        let scenarios = Scenario.exchanges(with: target)
        #expect(!scenarios.contains { $0.id.hasPrefix("exchange-iam") })
        try await Sandbox.withTemplate(.environment) { subject in
            var verifier = try await Sandbox.verifier(python: Sandbox.environment("google-auth-2.35"))
            verifier.credentialConfig = Array(
                Self.config.split(separator: "\n").filter { !$0.contains("impersonation") }.joined(separator: "\n").utf8
            )
            let verification = try await verifier.verify(subject, scenarios: scenarios.filter { $0.exchange == .token })
            for result in verification.results {
                #expect(result.outcome == .passed, "\(result.scenario.id): \(result.outcome)")
            }
        }
    }

    @Test func aPluginThatReadsOnceLosesItsTokenWhenTheKeysExpire() async throws {
        try await Sandbox.withFixture("read_once_urllib.py") { subject in
            let scenarios = Self.all.filter { ["exchange", "exchange-refresh"].contains($0.id) }
            let verification = try await verify(subject, in: "google-auth-2.35", scenarios)
            #expect(verification.outcome(of: "exchange") == .passed)
            guard case .failed(let violations)? = verification.outcome(of: "exchange-refresh") else {
                Issue.record("it did not fail")
                return
            }
            #expect(violations.allSatisfy { $0.clause == .authenticates })
            // Google says `invalid_grant`; the mock says why.
            #expect(violations.first?.message.contains("signed with credentials that expired") == true)
            let result = verification.results.first { $0.scenario.id == "exchange-refresh" }
            #expect(result?.requests.contains { $0.contains("POST /v1/token") } == true)
            #expect(!verification.secrets.isEmpty)
            let shown = result?.requests.joined() ?? ""
            #expect(!verification.secrets.contains { shown.contains($0) })
        }
    }

    /// A proxy that leads to Google is no fault of a plugin's; asking it for the container endpoint is.
    @Test func aPluginThatAsksTheProxyForTheEndpointIsFound() async throws {
        try await Sandbox.withFixture("honours_proxy.py") { subject in
            let scenarios = Self.all.filter { ["exchange", "exchange-through-proxy"].contains($0.id) }
            let verification = try await verify(subject, in: "google-auth-2.35", scenarios)
            #expect(verification.outcome(of: "exchange") == .passed)
            guard case .failed(let violations)? = verification.outcome(of: "exchange-through-proxy") else {
                Issue.record("it did not fail")
                return
            }
            #expect(
                violations.filter { $0.clause == .confined }.map(\.message) == [
                    "the proxy variables are obeyed for the container endpoint"
                ])
            let shown = verification.results.first { $0.scenario.id == "exchange-through-proxy" }?.requests ?? []
            #expect(shown.contains { $0.contains("GET http://169.254.170.2/v2/credentials/") })
        }
    }

    /// What plugins do about a proxy that is asked for something else is found as well.
    @Test func aPluginThatGoesElsewhereThroughTheProxyIsFound() async throws {
        try await Sandbox.withFixture("contacts_other_host.py") { subject in
            let scenarios = Self.all.filter { $0.id == "exchange-through-proxy" }
            let verification = try await verify(subject, in: "google-auth-2.35", scenarios)
            guard case .failed(let violations)? = verification.outcome(of: "exchange-through-proxy") else {
                Issue.record("it did not fail")
                return
            }
            #expect(violations.contains { $0.clause == .confined && $0.message.hasPrefix("asks the proxy for ") })
        }
    }

    /// The mock has no services of another universe: that is said, and no plugin is blamed for names that nobody knows.
    @Test(arguments: [false, true]) func anotherUniverseIsNotRun(requires: Bool) async throws {
        let config =
            Self.config.replacing("googleapis.com", with: "apis.example").dropLast()
            + #", "universe_domain": "apis.example"}"#
        try await Sandbox.withTemplate(.googleAuth) { subject in
            var verifier = try await Sandbox.verifier(python: Sandbox.environment("google-auth-2.35"))
            verifier.credentialConfig = Array(config.utf8)
            verifier.requiresExchange = requires
            let scenarios = [Scenario.imports[0]] + Self.all.filter { $0.id.hasPrefix("exchange-clock") }
            let verification = try await verifier.verify(subject, scenarios: scenarios)
            #expect(verification.results.map(\.scenario.id) == scenarios.map(\.id))
            #expect(verification.outcome(of: "healthy") == .passed)
            for result in verification.results.dropFirst() {
                guard case .notRun(let reason) = result.outcome else {
                    Issue.record("\(result.scenario.id) ran")
                    continue
                }
                #expect(reason.hasPrefix("the config's universe is `apis.example`"))
            }
            let remarks = verification.diagnostics.filter { $0.code == .scenarioNotRun }
            #expect(remarks.map(\.severity) == [requires ? .error : .note])
            #expect(remarks.first?.help?.contains("bigquery_smoke_test.py") == true)
        }
    }

    @Test func withoutGoogleAuthNothingIsPassed() async throws {
        try await Sandbox.withTemplate(.environment) { subject in
            var verifier = try await Sandbox.verifier()
            verifier.prepareCommand = "mwaa-gcp python prepare --release 2.10.3"
            let scenarios =
                Self.all.filter { ["exchange", "exchange-sts-html"].contains($0.id) } + [Scenario.imports[0]]
            for requires in [false, true] {
                verifier.requiresExchange = requires
                let verification = try await verifier.verify(subject, scenarios: scenarios)
                for id in ["exchange", "exchange-sts-html"] {
                    guard case .notRun(let reason)? = verification.outcome(of: id) else {
                        Issue.record("\(id) ran")
                        continue
                    }
                    #expect(reason.hasSuffix(": run `mwaa-gcp python prepare --release 2.10.3`"))
                }
                #expect(verification.lacksGoogleAuth)
                #expect(
                    verification.diagnostics.filter { $0.severity == .error }.map(\.code)
                        == (requires ? [.scenarioNotRun] : []))
            }
        }
    }
}
