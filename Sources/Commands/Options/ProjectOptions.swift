import ArgumentParser
import Diagnostics
import Files
import Project

/// The project file and the flags that win over it.
struct ProjectOptions: ParsableArguments {
    @OptionGroup var target: TargetOptions

    @Option(help: ArgumentHelp("The file that gcloud wrote.", valueName: "file"))
    var credentialConfig: String?

    @Option(help: ArgumentHelp("environment, google-auth, or a template file of your own.", valueName: "template"))
    var template: String?

    @Option(help: ArgumentHelp("A directory with your other plugins.", valueName: "directory"))
    var plugins: String?

    @Option(help: ArgumentHelp("Your requirements.txt.", valueName: "file"))
    var requirements: String?

    static let defaultFile = "mwaa-gcp.json"

    /// The project, with findings about it.
    ///
    /// - Parameter output: the value of `--output`, for commands that have it.
    /// - Throws: ``DiagnosedError`` when the project file cannot be read.
    func resolve(output: String? = nil) throws(DiagnosedError) -> (project: Project, diagnostics: [Diagnostic]) {
        Project.resolve(file: try Self.read(target.project), flags: flags(output: output))
    }

    /// The project file that was named, or the one of the default name; `nil` where there is none.
    ///
    /// - Throws: ``DiagnosedError`` when it cannot be read.
    static func read(_ named: String?) throws(DiagnosedError) -> SourceText? {
        guard named != nil || Tree.kind(of: defaultFile, following: false) != .missing else { return nil }
        let path = named ?? defaultFile
        return SourceText(name: path, bytes: try InputFile.read(path, limit: 1 << 20, role: "project file"))
    }

    /// The values that were given as flags.
    func flags(output: String?) -> Project.Flags {
        let flags: [ProjectMember: String?] = [
            .credentialConfig: credentialConfig, .template: template, .plugins: plugins, .requirements: requirements,
            .output: output,
        ]
        return flags.compactMapValues { $0 }.merging(target.flags) { first, _ in first }
    }
}

extension ParsableArguments {
    /// The value of a setting that a command cannot do without.
    ///
    /// - Throws: a usage error that names the flag and the member.
    func require(_ setting: Setting<String>?, _ member: ProjectMember) throws -> String {
        guard let setting else {
            throw ValidationError(
                "Missing \(member.flag ?? member.rawValue): give the flag, or `\(member.rawValue)` in \(ProjectOptions.defaultFile)."
            )
        }
        return setting.value
    }
}
