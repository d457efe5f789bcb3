import Files
package import MWAAReleases
import MockCloud
package import PythonEnvironment
import SpannedJSON

/// Puts plugins through scenarios in the sandbox.
package struct Verifier: Sendable {
    /// Path of `mwaa-gcp-python-host`.
    package var host: String
    package var python: PythonInstallation
    package var release: MWAARelease
    /// The AWS region of the imagined environment.
    package var region = "us-east-1"
    package var budget = Budget()
    /// Milliseconds of processor time for one scenario, and a tenth of the real time: only what does not live in virtual
    /// time, such as a busy loop, meets it.
    package var limit = 5_000
    /// Cores to keep busy, at least 1; about twice as many scenarios run side by side.
    package var jobs = 2
    /// An existing directory for temporary files.
    package var temporaryDirectory: String
    /// Lets the scenarios' clocks go as the machine's does, to compare: hours then take hours.
    var runsInRealTime = false
    /// The config that google-auth is given; MWAA-ready, its bytes.
    package var credentialConfig: [UInt8]?

    /// The command line that would bring google-auth into this Python, for the reason why something was not run.
    package var prepareCommand = "mwaa-gcp python prepare"
    /// Whether a scenario that cannot run for want of google-auth is an error.
    package var requiresExchange = false

    package init(host: String, python: PythonInstallation, release: MWAARelease, temporaryDirectory: String) {
        self.host = host
        self.python = python
        self.release = release
        self.temporaryDirectory = temporaryDirectory
    }

    /// The moment at which every scenario starts: 2033-05-18T03:33:20Z, later than the date of any file.
    static let start: Int64 = 2_000_000_000
    /// Virtual seconds after which a scenario that does not end is given up.
    static let horizon = 60 * 24 * 3600

    /// Runs the scenarios of one subject.
    ///
    /// - Parameter scenarios: of different ids; `nil`: all of the release.
    /// - Throws: ``DiagnosedError`` when the host cannot run at all; what a plugin does is a result, never an error.
    package func verify(_ subject: Subject, scenarios: [Scenario]? = nil) async throws -> Verification {
        try await verify([subject], scenarios: scenarios)[0]
    }

    /// Runs the scenarios of several subjects, each by itself, in hosts that are started once.
    ///
    /// - Parameters:
    ///   - scenarios: of different ids; `nil`: all of the release.
    ///   - progress: called after each scenario, in any order, with how many are done, those of all subjects counted.
    /// - Returns: one verification for each subject.
    /// - Throws: ``DiagnosedError`` when the host cannot run at all; what a plugin does is a result, never an error.
    package func verify(
        _ subjects: [Subject], scenarios: [Scenario]? = nil,
        progress: @escaping @Sendable (_ done: Int) -> Void = { _ in }
    ) async throws -> [Verification] {
        try await Tree.withTemporaryDirectory(in: temporaryDirectory) { scratch in
            // Beside the directories of the scenarios, which have no dot but after a number.
            let config = scratch + "/gcp-wi-config.json"
            let configBytes = credentialConfig ?? Array(Self.exampleConfig.utf8)
            try OutputFile.create(config, configBytes)
            try OutputFile.makeDirectory(scratch + "/no-plugins")
            // Not called "code": a scenario might be.
            let code = scratch + "/compiled.plugins"
            try OutputFile.makeDirectory(code)
            return try await MockCloud.run { cloud in
                let authority = scratch + "/authority.pem"
                try OutputFile.create(authority, Array(cloud.certificateAuthority.utf8))
                let session = Session(
                    verifier: self, subjects: subjects, cloud: cloud, scratch: scratch, config: config,
                    code: code, authority: authority,
                    preload: PythonHost.Preload(airflowEnvironment: Self.airflowEnvironment(scratch)))
                let all = scenarios ?? self.scenarios
                let left = exchangesThatCannotRun(all)
                let outcome = try await session.run(Array(all.dropLast(left.count)), progress: progress)
                return zip(subjects, outcome.runs).map { subject, runs in
                    Verification(
                        runs + left, openNetwork: outcome.openNetwork, subject: subject,
                        requiresExchange: requiresExchange, prepareCommand: prepareCommand)
                }
            }
        }
    }

    /// All that a release's workers go through, the exchange with Google included.
    private var scenarios: [Scenario] {
        Scenario.all(of: release) + Scenario.exchanges(with: ExchangeTarget(config: credentialConfig))
    }

    /// The exchanges of the config, where it has what the mock cloud does not play; they come last among `scenarios`.
    private func exchangesThatCannotRun(_ scenarios: [Scenario]) -> [ScenarioRun] {
        guard let reason = ExchangeTarget(config: credentialConfig).obstacle else { return [] }
        return scenarios.reversed().prefix { $0.clauses.contains(.authenticates) }.reversed().map {
            ScenarioRun(scenario: $0, notRun: reason, isBeyondMock: true)
        }
    }

    /// Airflow, where it is installed, must not touch anything of the user's while it is imported.
    private static func airflowEnvironment(_ scratch: String) -> [String: String] {
        [
            "AIRFLOW_HOME": scratch + "/airflow",
            "AIRFLOW__CORE__LAZY_LOAD_PLUGINS": "True",
            "AIRFLOW__CORE__LOAD_EXAMPLES": "False",
            "AIRFLOW__CORE__PLUGINS_FOLDER": scratch + "/no-plugins",
            "AIRFLOW__LOGGING__BASE_LOG_FOLDER": scratch + "/airflow/logs",
        ]
    }

    /// The config of a verification that has none of the user's.
    static let exampleConfig = """
        {"type": "external_account",
         "audience": "//iam.googleapis.com/projects/123456789012/locations/global/workloadIdentityPools/pool/providers/aws",
         "subject_token_type": "urn:ietf:params:aws:token-type:aws4_request",
         "token_url": "https://sts.googleapis.com/v1/token",
         "service_account_impersonation_url": "https://iamcredentials.googleapis.com/v1/projects/-/serviceAccounts/dag-runner@example-project.iam.gserviceaccount.com:generateAccessToken",
         "credential_source": {"environment_id": "aws1", "regional_cred_verification_url":
          "https://sts.{region}.amazonaws.com?Action=GetCallerIdentity&Version=2011-06-15"}}
        """
}
