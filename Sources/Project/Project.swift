package import Diagnostics
package import MWAAReleases

/// What the user wants built: the project file and the flags, merged and checked.
package struct Project: Sendable {
    /// The target release. Where the user named none, or one that the tool does not know, the newest known one.
    package var release: MWAARelease
    /// Whether the user named a release at all.
    package var namesRelease: Bool
    /// What the user wrote for a release that the tool does not know; ``release`` stands in for it.
    package var unknownRelease: String?
    /// The AWS region of the environment, as the user wrote it.
    package var awsRegion: Setting<String>?
    package var googleCloudProject: Setting<String>?
    /// Path of gcloud's file.
    package var credentialConfig: Setting<String>?
    /// Where workers will find the prepared config: absolute, in their containers.
    package var configPath: Setting<String>
    /// `environment`, `google-auth` or the path of a template file.
    package var template: Setting<String>
    /// A directory with the user's other plugins.
    package var plugins: Setting<String>?
    package var requirements: Setting<String>?
    package var output: Setting<String>?
    /// The ARN of the environment's execution role.
    package var executionRole: Setting<String>?
    /// The attribute mapping of the workload identity provider, as gcloud takes it; `nil`: Google's default for AWS.
    package var attributeMapping: Setting<String>?
    /// The attribute condition of the workload identity provider; `nil`: none.
    package var attributeCondition: Setting<String>?
    /// The member that is bound to the service account, to be checked.
    package var boundMember: Setting<String>?

    /// `/usr/local/airflow/dags` is where MWAA unpacks the bucket's DAG folder.
    package static let defaultConfigPath = "/usr/local/airflow/dags/gcp-wi-config.json"

    /// The target release for people.
    package var target: String {
        "MWAA \(release.version)"
            + (unknownRelease.map { " (in place of `\($0)`, which this tool does not know)" } ?? "")
    }

    /// Values as they come from the command line; `nil` where a flag was not given.
    package typealias Flags = [ProjectMember: String]

    /// Merges a project file with flags.
    ///
    /// - Parameters:
    ///   - file: the project file, if there is one; its relative paths count from its own directory.
    ///   - flags: win over the file.
    /// - Returns: the project, with findings about both. The project is usable where no finding is an error.
    package static func resolve(file: SourceText?, flags: Flags) -> (project: Project, diagnostics: [Diagnostic]) {
        var diagnostics: [Diagnostic] = []
        var settings = file.map { ProjectFile.read($0, &diagnostics) } ?? [:]
        for (member, value) in flags { settings[member] = Setting(value) }
        for (member, setting) in settings.sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
            diagnostics += ProjectRules.check(setting, of: member)
        }
        let release = settings[.release].map { ProjectRules.release($0, &diagnostics) }
        let project = Project(
            release: release ?? .newest, namesRelease: release != nil,
            unknownRelease: settings[.release].flatMap { MWAARelease.named($0.value) == nil ? $0.value : nil },
            awsRegion: settings[.awsRegion], googleCloudProject: settings[.googleCloudProject],
            credentialConfig: settings[.credentialConfig],
            configPath: settings[.configPath] ?? Setting(defaultConfigPath),
            template: settings[.template] ?? Setting("environment"), plugins: settings[.plugins],
            requirements: settings[.requirements], output: settings[.output],
            executionRole: settings[.executionRole], attributeMapping: settings[.attributeMapping],
            attributeCondition: settings[.attributeCondition], boundMember: settings[.boundMember])
        return (project, diagnostics)
    }
}
