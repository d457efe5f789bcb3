import Diagnostics

/// The templates that come with the tool. The values that each uses are `google_cloud_project` and `config_path`.
package enum BuiltInTemplate: String, Sendable, Hashable, CaseIterable {
    /// Exports the container's AWS credentials as environment variables, and keeps them fresh.
    case environment
    /// Makes google-auth ask the container credential endpoint; exports no AWS credentials.
    case googleAuth = "google-auth"

    /// The template, under the name `environment.py` or `google_auth.py`.
    package var template: PluginTemplate {
        switch self {
        case .environment:
            PluginTemplate(source: SourceText(name: "environment.py", bytes: PackageResources.environment_py))
        case .googleAuth:
            PluginTemplate(source: SourceText(name: "google_auth.py", bytes: PackageResources.google_auth_py))
        }
    }
}
