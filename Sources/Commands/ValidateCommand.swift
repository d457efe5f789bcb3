import ArgumentParser
import Diagnostics
import Glibc
import MWAAReleases
import Pipeline
import Project
import Reporting

struct ValidateCommand: PlainCommand {
    static let configuration = CommandConfiguration(
        commandName: "validate", abstract: "Judge credential configs, and mend them.",
        discussion: """
            Says what keeps a config from working on MWAA, at its place in the file. Without a release it is held \
            against every release that can be chosen today. What mwaa-gcp.json says of the target is taken into account \
            where there is one.

            EXAMPLES
              mwaa-gcp validate gcp.json
              mwaa-gcp validate --release 2.10.3 --fix gcp.json
              mwaa-gcp validate --diff configs/ plugins.zip
              cat gcp.json | mwaa-gcp validate -
            """)

    @Argument(
        help: ArgumentHelp(
            "Configs: files, directories with *.json and *.zip at any depth, or archives with configs in them; - is standard input.",
            valueName: "config"))
    var configs: [String]

    @OptionGroup var target: TargetOptions

    @Flag(help: "Mend in the files what has one right answer.")
    var fix = false

    @Flag(help: "Show what --fix would do, as a unified diff on standard output; the report goes to standard error.")
    var diff = false

    @OptionGroup var report: ReportOptions

    var needsCleaningUp: Bool { fix }

    func validate() throws {
        if fix, diff { throw ValidationError("--fix and --diff exclude each other.") }
        if fix, configs.contains("-") {
            throw ValidationError("--fix needs files: standard input cannot be mended.")
        }
    }

    func run() throws {
        if fix, let archive = configs.first(where: ConfigSources.isArchive) {
            throw ValidationError("--fix needs files: `\(archive)` is an archive, build it again from a mended config.")
        }
        let project: Project
        let problems: [Diagnostic]
        do throws(DiagnosedError) {
            (project, problems) = try target.resolve()
        } catch {
            try report.finish(Report(command: "validate", diagnostics: error.diagnostics))
        }
        let stage = ValidateStage(ConfigStage.context(project), mode: fix ? .fix : diff ? .diff : .judge)
        let outcome = stage.validate(configs)
        if diff {
            let shown = report.presentation(on: STDOUT_FILENO)
            let isTerminal = isatty(STDOUT_FILENO) == 1
            try Terminal.write(DiffRenderer.render(outcome.diff, shown, forTerminal: isTerminal))
        }
        let target = project.namesRelease ? project.target : "every current MWAA release"
        let subject = outcome.configs.count == 1 ? "\(outcome.configs[0]) is" : "\(outcome.configs.count) configs are"
        var remarks: [String] = []
        if outcome.mended > 0 { remarks.append("\(outcome.mended) finding\(outcome.mended == 1 ? "" : "s") mended") }
        if outcome.others > 0 {
            remarks.append("\(outcome.others) other JSON file\(outcome.others == 1 ? "" : "s") left out")
        }
        try report.finish(
            Report(
                command: "validate", diagnostics: problems + outcome.diagnostics, inputs: outcome.configs,
                remark: remarks.isEmpty ? nil : remarks.joined(separator: "; "),
                conclusion: "\(subject) ready for \(target)"),
            besideData: diff)
    }
}
