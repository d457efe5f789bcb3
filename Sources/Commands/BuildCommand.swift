import ArgumentParser
import Diagnostics
import Files
import MWAAReleases
import Pipeline
import Project
import Reporting
import Verification

struct BuildCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "build", abstract: "Make a verified plugins.zip from gcloud's credential config.",
        discussion: """
            Validates the config, renders the plugin, packs it with your other plugins, verifies the archive, and writes \
            plugins.zip, dags/…, requirements.txt, airflow-configuration-options.json and manifest.json: all of them, or \
            nothing. Your own files are never changed.

            EXAMPLES
              mwaa-gcp build --credential-config gcp.json --google-cloud-project my-project \\
                  --release 2.10.3 --output dist
              mwaa-gcp build          (everything in mwaa-gcp.json)
            """)

    @OptionGroup var options: ProjectOptions

    @Option(
        help: ArgumentHelp(
            "The directory to make; what an earlier build made there is replaced.", valueName: "directory"))
    var output: String?

    @OptionGroup var archive: ArchiveOptions
    @OptionGroup var verify: VerifyOptions
    @OptionGroup var report: ReportOptions

    func run() async throws {
        try await report.reporting("build") {
            let (project, problems) = try options.resolve(output: output)
            let isStrict = self.report.strict
            if problems.contains(where: { $0.severity == .error || (isStrict && $0.severity == .warning) }) {
                throw DiagnosedError(problems)
            }
            let inputs = BuildStage.Inputs(
                credentialConfig: try require(project.credentialConfig, .credentialConfig),
                googleCloudProject: try require(project.googleCloudProject, .googleCloudProject),
                output: try require(project.output, .output))
            let progress = ByteProgress(label: "packing")
            defer { progress.finish() }
            let stage = BuildStage(
                project, verify: verify.stage(project), choices: archive.choices(progress: progress),
                isStrict: isStrict)
            let outcome = try await stage.build(inputs)
            let report = Report(
                command: "build", diagnostics: problems + outcome.diagnostics, inputs: [inputs.credentialConfig],
                scenarios: (outcome.verification?.results ?? []).map { ReportedScenario($0.result, in: $0.round) },
                artifacts: outcome.files.map {
                    ReportedArtifact(path: Tree.path(of: $0.path, in: inputs.output), size: $0.size, sha256: $0.sha256)
                },
                conclusion: "\(inputs.output) is ready for \(project.target)"
                    + VerifyOutcome.reservation(outcome.verification.map { [$0] } ?? []))
            return (report, outcome.verification?.secrets ?? [])
        }
    }
}
