import ArgumentParser
import Diagnostics
import MWAAReleases
import Pipeline
import Project
import PythonEnvironment
import Reporting

struct PythonPrepareCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "prepare",
        abstract: "Fetch google-auth and its kin as a release pins them, or an evaluator of CEL.",
        discussion: """
            Has pip fetch google-auth, requests, urllib3 and botocore in the versions of the release's constraints, and \
            keeps them in a virtual environment of their own. verify and build then run the whole exchange with Google \
            in it. With --expressions it is cel-python instead, with which principal evaluates any attribute mapping. What is \
            there already is not fetched again. Only wheels are taken, so no code of a package runs.

            EXAMPLES
              mwaa-gcp python prepare --release 2.10.3
              mwaa-gcp python prepare --release 2.11.0 --python 3.12 --cache .cache/python
              mwaa-gcp python prepare --expressions
            """)

    @OptionGroup var project: ReleaseOptions

    @Option(
        help: ArgumentHelp(
            "The Python to prepare for: a version, a libpython, or a bin/python (default: the release's version).",
            valueName: "python"))
    var python: String?

    @Option(
        help: ArgumentHelp(
            "Where to keep it (default: mwaa-gcp/python in $XDG_CACHE_HOME or ~/.cache).", valueName: "directory"))
    var cache: String?

    @Flag(help: "Prepare cel-python, for principal, and not what a release pins.")
    var expressions = false

    @OptionGroup var report: ReportOptions

    func run() async throws {
        try await report.reporting("python prepare") {
            let (project, problems) = try project.resolve()
            if problems.contains(where: { $0.severity == .error }) { throw DiagnosedError(problems) }
            var stage = PrepareStage(
                surroundings: Terminal.surroundings,
                packages: expressions ? .expressions : .exchange(project.release))
            stage.python = python.map { PythonRequest($0) }
            stage.cache = cache
            stage.progress = { Terminal.say("mwaa-gcp: \($0)\n") }
            let outcome = try await stage.prepare()
            let packages = outcome.environment.manifest.requirements.map { $0.replacing("==", with: " ") }
            let purpose = expressions ? "" : " for MWAA \(project.release.version)"
            let report = Report(
                command: "python prepare", diagnostics: problems + outcome.diagnostics,
                conclusion: "\(packages.joined(separator: ", ")) \(packages.count == 1 ? "is" : "are") "
                    + "\(outcome.isNew ? "now" : "already") in \(outcome.environment.directory),\(purpose) on CPython "
                    + "\(outcome.python.version)")
            return (report, [])
        }
    }
}
