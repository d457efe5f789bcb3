import ArgumentParser
import Diagnostics
import Files
import Pipeline
import PluginTemplate
import Project
import Reporting

struct RenderCommand: PlainCommand {
    static let configuration = CommandConfiguration(
        commandName: "render", abstract: "Render the plugin env_var_plugin.py.",
        discussion: """
            Writes the plugin to standard output, or to the file that --output names.

            EXAMPLES
              mwaa-gcp render --google-cloud-project my-project
              mwaa-gcp render --google-cloud-project my-project --template google-auth --output env_var_plugin.py
            """)

    @OptionGroup var options: ProjectOptions

    @Option(help: ArgumentHelp("The file to write instead of standard output.", valueName: "file"))
    var output: String?

    @OptionGroup var report: ReportOptions

    var needsCleaningUp: Bool { true }

    func run() throws {
        do {
            let (project, problems) = try options.resolve()
            if problems.contains(where: { $0.severity == .error }) { throw DiagnosedError(problems) }
            let id = try require(project.googleCloudProject, .googleCloudProject)
            let plugin = try RenderStage.render(project, googleCloudProject: id)
            guard let output else {
                try Terminal.write(String(decoding: plugin.bytes, as: UTF8.self))
                if problems.isEmpty { return }
                try report.finish(Report(command: "render", diagnostics: problems), besideData: true)
            }
            try OutputFile.replace(output, with: plugin.bytes)
            try report.finish(
                Report(command: "render", diagnostics: problems, conclusion: "\(output) was written"))
        } catch let error as DiagnosedError {
            try report.finish(Report(command: "render", diagnostics: error.diagnostics))
        }
    }
}
