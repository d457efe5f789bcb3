package import Diagnostics
import Files
package import PluginTemplate
package import Project

/// Renders the plugin.
package enum RenderStage {
    /// The plugin that a project asks for.
    ///
    /// - Parameter googleCloudProject: a valid project id.
    /// - Throws: when the template cannot be read, or is no template.
    package static func render(_ project: Project, googleCloudProject: String) throws(DiagnosedError) -> RenderedPlugin
    {
        try template(project.template).render([
            "google_cloud_project": googleCloudProject, "config_path": project.configPath.value,
        ])
    }

    /// A template of the tool by its name, or the user's own file.
    ///
    /// - Throws: ``DiagnosedError`` when there is neither.
    package static func template(_ setting: Setting<String>) throws(DiagnosedError) -> PluginTemplate {
        if let builtIn = BuiltInTemplate(rawValue: setting.value) { return builtIn.template }
        let names = BuiltInTemplate.allCases.map(\.rawValue)
        do throws(DiagnosedError) {
            let bytes = try InputFile.read(setting.value, limit: 1 << 20, role: "template", namedAt: setting.place)
            return PluginTemplate(source: SourceText(name: setting.value, bytes: bytes))
        } catch {
            guard error.diagnostics[0].code == .fileMissing else { throw error }
            let name = setting.value.split(separator: "/").last.map(String.init) ?? ""
            let near = NearName.best(for: name, among: names).map { "did you mean `\($0)`? " } ?? ""
            throw DiagnosedError(
                Diagnostic(
                    .fileMissing, .error, "there is no template `\(setting.value)`", at: setting.place,
                    help: near + "a template is \(names.map { "`\($0)`" }.joined(separator: ", ")) or a file"))
        }
    }
}
