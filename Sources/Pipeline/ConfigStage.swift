package import CredentialConfig
package import Diagnostics
import Files
package import Project

/// Reads and judges credential configs.
package enum ConfigStage {
    /// Bytes; a real config has about one thousand.
    static let limit = 1 << 20

    private static let role = "credential config"

    /// Reads a config; `-` is standard input.
    ///
    /// - Parameter place: where the path is written, if that is in a file.
    package static func read(_ path: String, namedAt place: Place? = nil) throws(DiagnosedError) -> SourceText {
        if path == "-" {
            return SourceText(
                name: "<stdin>", bytes: try InputFile.readStandardInput(limit: limit, role: role))
        }
        return SourceText(
            name: path, bytes: try InputFile.read(path, limit: limit, role: role, namedAt: place))
    }

    /// Opens the file of a config.
    static func open(_ path: String) throws(DiagnosedError) -> OpenInput { try OpenInput(path, role: role) }

    /// What a config is judged against, from a project.
    package static func context(_ project: Project) -> ValidationContext {
        ValidationContext(
            releases: project.namesRelease ? [project.release] : ValidationContext.currentReleases,
            googleCloudProject: project.googleCloudProject.map { .init($0.value, at: $0.place) },
            awsRegion: project.awsRegion.map { .init($0.value, at: $0.place) })
    }

    /// Mends a file in place, if something in it can be mended.
    ///
    /// - Returns: what was mended, and the verdict on what the file holds now.
    /// - Throws: when the file cannot be written; it is then as it was.
    package static func fix(_ text: SourceText, _ context: ValidationContext) throws(DiagnosedError) -> FixedConfig {
        let fixed = ConfigFixer.fix(text, context)
        if fixed.text.bytes != text.bytes, text.name != "<stdin>" {
            try OutputFile.replace(text.name, with: fixed.text.bytes)
        }
        return fixed
    }
}
