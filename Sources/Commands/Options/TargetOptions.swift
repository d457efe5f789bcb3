import ArgumentParser
import Diagnostics
import Project

/// Where a config shall work: the part of the project that rules are about.
struct TargetOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "The project file.", discussion: "By default mwaa-gcp.json, where there is one.", valueName: "file"))
    var project: String?

    @Option(help: ArgumentHelp("The target MWAA release.", valueName: "version"))
    var release: String?

    @Option(help: ArgumentHelp("The AWS region of the MWAA environment.", valueName: "region"))
    var awsRegion: String?

    @Option(help: ArgumentHelp("The Google Cloud project of the DAGs' data, by its id.", valueName: "id"))
    var googleCloudProject: String?

    @Option(
        help: ArgumentHelp(
            "Where workers will find the config (default: \(Project.defaultConfigPath)).", valueName: "path"))
    var configPath: String?

    /// The values that were given as flags.
    var flags: Project.Flags {
        let flags: [ProjectMember: String?] = [
            .release: release, .awsRegion: awsRegion, .googleCloudProject: googleCloudProject, .configPath: configPath,
        ]
        return flags.compactMapValues { $0 }
    }

    /// The project, with findings about it.
    ///
    /// - Throws: ``DiagnosedError`` when the project file cannot be read.
    func resolve() throws(DiagnosedError) -> (project: Project, diagnostics: [Diagnostic]) {
        Project.resolve(file: try ProjectOptions.read(project), flags: flags)
    }
}
