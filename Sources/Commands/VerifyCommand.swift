import ArgumentParser
import Diagnostics
import MWAAReleases
import Pipeline
import Project
import PythonEnvironment
import Reporting
import Verification

struct VerifyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify", abstract: "Run a plugin through what happens on MWAA.",
        discussion: """
            Imports any plugin, this tool's or another, under Airflow's loader rules in an embedded Python. The network \
            is a mock of the container credential endpoint, and time is virtual: a timeout of minutes is over at once.

            EXAMPLES
              mwaa-gcp verify plugins.zip
              mwaa-gcp verify --release 2.10.3 plugins/
              mwaa-gcp verify --venv venv env_var_plugin.py
            """)

    @Argument(help: ArgumentHelp("A plugin file, a directory of plugins, or a plugins.zip.", valueName: "plugin"))
    var plugin: String

    @Option(help: ArgumentHelp("The MWAA release to imagine.", valueName: "version"))
    var release: String?

    @OptionGroup var options: VerifyOptions
    @OptionGroup var report: ReportOptions

    func run() async throws {
        try await report.reporting("verify") {
            let flags: Project.Flags = release.map { [.release: $0] } ?? [:]
            let (project, problems) = Project.resolve(file: nil, flags: flags)
            if problems.contains(where: { $0.severity == .error }) { throw DiagnosedError(problems) }
            let outcome = try await options.stage(project).verify(path: plugin)
            let report = Report(
                command: "verify", diagnostics: problems + outcome.diagnostics + outcome.verification.diagnostics,
                inputs: [plugin],
                scenarios: outcome.verification.results.map(ReportedScenario.init),
                conclusion: "\(plugin) keeps the contract on CPython \(outcome.python.version) with "
                    + "\(outcome.verification.airflow ?? "a stand-in for Airflow"), for MWAA \(project.release.version)"
                    + outcome.verification.reservation)
            return (report, outcome.verification.secrets)
        }
    }
}

extension ReportedScenario {
    /// A result as reports show it.
    init(_ result: ScenarioResult) {
        let outcome: Outcome
        var remarks: [String] = []
        switch result.outcome {
        case .passed: outcome = .passed
        case .notRun(let reason):
            outcome = .notRun
            remarks = [reason]
        case .failed(let violations):
            outcome = .failed
            for violation in violations {
                remarks.append("\(violation.clause.rawValue): \(violation.message)")
                remarks += violation.traceback.map { "  at \($0)" }
            }
        }
        self.init(
            id: result.scenario.id, title: result.scenario.title, outcome: outcome,
            virtualSeconds: outcome == .notRun ? nil : result.virtualSeconds, requests: result.requests,
            remarks: remarks)
    }
}
