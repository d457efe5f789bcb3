import ArgumentParser
import Diagnostics
import Pipeline
import Project
import Reporting

struct InitCommand: PlainCommand {
    static let configuration = CommandConfiguration(
        commandName: "init", abstract: "Write a project file, mwaa-gcp.json.",
        discussion: """
            Takes the flags of build and writes them down, so that build needs none. The JSON Schema of the file is \
            put beside it, with which editors complete and check its members. Nothing that exists is replaced.

            EXAMPLES
              mwaa-gcp init --credential-config gcp.json --google-cloud-project my-project \\
                  --release 2.10.3 --output dist
              mwaa-gcp build
            """)

    @OptionGroup var options: ProjectOptions

    @Option(help: ArgumentHelp("The directory that build shall make.", valueName: "directory"))
    var output: String?

    @OptionGroup var report: ReportOptions

    var needsCleaningUp: Bool { true }

    func run() throws {
        let path = options.target.project ?? ProjectOptions.defaultFile
        let flags = options.flags(output: output)
        try report.reporting("init") {
            let (project, wrong) = Project.resolve(file: nil, flags: flags)
            let problems = wrong + InitStage.judge(project)
            if problems.contains(where: { $0.severity == .error }) { throw DiagnosedError(problems) }
            _ = try RenderStage.template(project.template)
            try InitStage.write(path, flags: flags, project: project)
            let missing = InitStage.missing(flags).map { "`\($0.rawValue)`" }.joined(separator: ", ")
            let report = Report(
                command: "init", diagnostics: problems,
                remark: missing.isEmpty ? nil : "build still needs \(missing), there or as flags",
                conclusion: "\(path) was written, for \(project.target)"
                    + (project.namesRelease ? "" : ", the newest known one, since no --release was given"))
            return (report, [])
        }
    }
}
