import PluginTemplate

/// The members of the project file, `mwaa-gcp.json`. Each is also a flag, and a flag wins.
package enum ProjectMember: String, Sendable, Hashable, CaseIterable {
    case schema = "$schema"
    case release
    case awsRegion = "aws_region"
    case googleCloudProject = "google_cloud_project"
    case credentialConfig = "credential_config"
    case configPath = "config_path"
    case template
    case plugins
    case requirements
    case output
    case executionRole = "execution_role"
    case attributeMapping = "attribute_mapping"
    case attributeCondition = "attribute_condition"
    case boundMember = "bound_member"

    /// The flag of the same meaning; `nil` for `$schema`.
    package var flag: String? {
        self == .schema ? nil : "--" + rawValue.replacing("_", with: "-")
    }

    /// Whether a value is a path on this machine; a relative one in the project file counts from that file's directory.
    package func isLocalPath(_ value: String) -> Bool {
        switch self {
        case .credentialConfig, .plugins, .requirements, .output: true
        case .template: BuiltInTemplate(rawValue: value) == nil
        case .schema, .release, .awsRegion, .googleCloudProject, .configPath, .executionRole,
            .attributeMapping, .attributeCondition, .boundMember:
            false
        }
    }
}
