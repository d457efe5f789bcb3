import ArgumentParser
import CredentialConfig
import Diagnostics
import MWAAReleases
import Pipeline
import Project
import Reporting

struct ValidateCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "validate", abstract: "Judge a credential config, and mend it.",
        discussion: """
            Says what keeps a config from working on MWAA, at its place in the file. Without --release it is held \
            against every release that can be chosen today.

            EXAMPLES
              mwaa-gcp validate gcp.json
              mwaa-gcp validate --release 2.10.3 --fix gcp.json
              cat gcp.json | mwaa-gcp validate -
            """)

    @Argument(help: ArgumentHelp("The config; - is standard input.", valueName: "config"))
    var config: String

    @Option(help: ArgumentHelp("The MWAA release to judge for.", valueName: "version"))
    var release: String?

    @Flag(help: "Mend in the file what has one right answer.")
    var fix = false

    @OptionGroup var report: ReportOptions

    func validate() throws {
        if fix, config == "-" { throw ValidationError("--fix needs a file: standard input cannot be mended.") }
    }

    func run() async throws {
        try await report.reporting("validate") {
            let flags: Project.Flags = release.map { [.release: $0] } ?? [:]
            let (project, problems) = Project.resolve(file: nil, flags: flags)
            let context = ConfigStage.context(project)
            let text = try ConfigStage.read(config)
            let result: ValidatedConfig
            var mended: [Diagnostic] = []
            if fix {
                let fixed = try ConfigStage.fix(text, context)
                (result, mended) = (fixed.validated, fixed.mended)
            } else {
                result = CredentialConfigValidator.validate(text, context)
            }
            let target = project.namesRelease ? "MWAA \(project.release.version)" : "every current MWAA release"
            let mend = mended.isEmpty ? "" : "\(mended.count) finding\(mended.count == 1 ? "" : "s") mended; "
            return (
                Report(
                    command: "validate", diagnostics: problems + result.diagnostics,
                    conclusion: "\(mend)\(text.name) is ready for \(target)"), []
            )
        }
    }
}
