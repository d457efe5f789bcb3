import ArgumentParser
import Diagnostics
import Files
import MWAAReleases
import Pipeline
import Project
import PythonEnvironment
import Reporting

struct VerifyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify", abstract: "Run a plugin through what happens on MWAA.",
        discussion: """
            Imports any plugin, this tool's or another, under Airflow's loader rules in an embedded Python. The network \
            is a mock of the container credential endpoint, and time is virtual: a timeout of minutes is over at once.

            EXAMPLES
              mwaa-gcp verify              (what build made, by mwaa-gcp.json)
              mwaa-gcp verify plugins.zip
              mwaa-gcp verify --release 2.10.3 plugins/ other_plugin.py
              mwaa-gcp verify --venv venv env_var_plugin.py
              mwaa-gcp verify --all-releases plugins.zip
              mwaa-gcp verify --python 3.7 --python 3.12 plugins.zip
            """)

    @Argument(
        help: ArgumentHelp(
            "Plugin files, directories of plugins, or plugins.zip files, each judged by itself (default: the plugins.zip in the project file's output).",
            valueName: "plugin"))
    var plugins: [String] = []

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
            var paths = plugins.withoutRepetitions
            if paths.isEmpty {
                guard let output = project.output else {
                    throw ValidationError(
                        "Missing <plugin>: give it, or `output` in \(ProjectOptions.defaultFile), whose archive is verified then."
                    )
                }
                paths = [output.value + "/" + VerifyStage.archiveOfBuild]
            }
            if problems.contains(where: { $0.severity == .error }) { throw DiagnosedError(problems) }
            var stage = options.stage(project)
            stage.coversAllReleases = allReleases
            stage.only = scenario
            let verified = VerifiedPlugins(paths, try await stage.verify(paths: paths))
            let report = Report(
                command: "verify", diagnostics: problems + verified.diagnostics, inputs: paths,
                scenarios: verified.scenarios, remark: verified.remark(withMatrix: allReleases),
                conclusion: verified.conclusion(
                    keeping: scenario.isEmpty ? "the contract" : nil,
                    target: allReleases ? "every release of MWAA" : project.target))
            return (report, verified.secrets)
        }
    }

    func validate() throws {
        guard target.release == nil || !allReleases else {
            throw ValidationError("--release and --all-releases exclude each other.")
        }
    }
}

extension [String] {
    /// Without the paths that lead to what an earlier one does, as `./a.py` to `a.py`. A link of another name is another
    /// plugin, since modules are called by their files.
    fileprivate var withoutRepetitions: [String] {
        var seen: Set<[String]> = []
        return filter { path in
            seen.insert([Tree.absolute(path), path.split(separator: "/").last.map(String.init) ?? ""]).inserted
        }
    }
}
