import ArgumentParser
import Diagnostics
import Project

/// The target, from the project file or a flag.
struct ReleaseOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "The project file, for what it says of the target.",
            discussion: "By default mwaa-gcp.json, where there is one.",
            valueName: "file"))
    var project: String?

    @Option(help: ArgumentHelp("The MWAA release.", valueName: "version"))
    var release: String?

    /// The project, with findings about its release; what else is wrong in the file is for other commands.
    ///
    /// - Throws: ``DiagnosedError`` when the project file cannot be read.
    func resolve() throws(DiagnosedError) -> (project: Project, diagnostics: [Diagnostic]) {
        let (project, problems) = Project.resolve(
            file: try ProjectOptions.read(project), flags: release.map { [.release: $0] } ?? [:])
        return (project, problems.filter { [.releaseUnknown, .releaseTooOld].contains($0.code) })
    }
}
