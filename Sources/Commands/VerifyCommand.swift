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
              mwaa-gcp verify              (what build made, by mwaa-gcp.json)
              mwaa-gcp verify plugins.zip
              mwaa-gcp verify --release 2.10.3 plugins/
              mwaa-gcp verify --venv venv env_var_plugin.py
              mwaa-gcp verify --all-releases plugins.zip
              mwaa-gcp verify --python 3.7 --python 3.12 plugins.zip
            """)

    @Argument(
        help: ArgumentHelp(
            "A plugin file, a directory of plugins, or a plugins.zip (default: that of the project file's output).",
            valueName: "plugin"))
    var plugin: String?

    @OptionGroup var target: ReleaseOptions

    @Flag(
        help: "Imagine each release in turn, and show in a matrix what becomes of the plugins in each one's processes.")
    var allReleases = false

    @Option(
        help: ArgumentHelp(
            "Run only scenarios with this id, such as fork-silent or 'exchange-*'; may be repeated. The contract is kept only if all pass.",
            valueName: "id"))
    var scenario: [String] = []

    @OptionGroup var options: VerifyOptions
    @OptionGroup var report: ReportOptions

    func run() async throws {
        try await report.reporting("verify") {
            let (project, problems) = try target.resolve()
            guard let plugin = plugin ?? project.output.map({ $0.value + "/" + VerifyStage.archiveOfBuild }) else {
                throw ValidationError(
                    "Missing <plugin>: give it, or `output` in \(ProjectOptions.defaultFile), whose archive is verified then."
                )
            }
            if problems.contains(where: { $0.severity == .error }) { throw DiagnosedError(problems) }
            var stage = options.stage(project)
            stage.coversAllReleases = allReleases
            stage.only = scenario
            let outcome = try await stage.verify(path: plugin)
            let report = Report(
                command: "verify", diagnostics: problems + outcome.diagnostics, inputs: [plugin],
                scenarios: outcome.results.map { ReportedScenario($0.result, in: $0.round) },
                remark: allReleases ? ProcessMatrix(outcome).text : nil,
                conclusion:
                    "\(plugin) \(scenario.isEmpty ? "keeps the contract" : "passes the chosen scenarios") on \(outcome.surroundings), for "
                    + (allReleases ? "every release of MWAA" : project.target)
                    + outcome.reservation)
            return (report, outcome.secrets)
        }
    }

    func validate() throws {
        guard target.release == nil || !allReleases else {
            throw ValidationError("--release and --all-releases exclude each other.")
        }
    }
}

extension VerifyOutcome {
    /// Where it ran: "CPython 3.7 and 3.11 with a stand-in for Airflow".
    fileprivate var surroundings: String {
        var versions: [String] = []
        for round in rounds.map(\.round) where !versions.contains(round.python.version.description) {
            versions.append(round.python.version.description)
        }
        let airflow = rounds.compactMap(\.verification.airflow).first ?? "a stand-in for Airflow"
        return "CPython \(versions.joined(separator: ", ")) with \(airflow)"
    }
}

extension ReportedScenario {
    /// A result as reports show it.
    init(_ result: ScenarioResult, in round: VerifyRound) {
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
            id: round.prefix.map { "\($0)/\(result.scenario.id)" } ?? result.scenario.id,
            title: result.scenario.title + (round.label.map { " (\($0))" } ?? ""), outcome: outcome,
            virtualSeconds: outcome == .notRun ? nil : result.virtualSeconds, requests: result.requests,
            remarks: remarks,
            settings: result.scenario.settings.map {
                ReportedSetting(release: $0.release.version.description, lazyLoadPlugins: $0.lazyLoadPlugins)
            })
    }
}
