import MWAAReleases
import SpannedJSON

/// The JSON Schema of the project file (draft 7, which editors know best), made from ``ProjectMember``.
///
/// What it refuses is an error of ``Project/resolve(file:flags:)`` and the other way round, member by member.
package enum ProjectSchema {
    /// The name under which `init` puts it beside the project file.
    package static let fileName = "mwaa-gcp.schema.json"

    /// The document, with a line feed at its end.
    package static var text: String {
        JSONOutput.object([
            ("$schema", .string("http://json-schema.org/draft-07/schema#")),
            ("title", .string("mwaa-gcp.json, the project file of mwaa-gcp")),
            ("description", .string("Each member but $schema is also a flag, and a flag wins.")),
            ("type", .string("object")),
            ("properties", .object(ProjectMember.allCases.map { ($0.rawValue, $0.schema) })),
            ("additionalProperties", .bool(false)),
        ]).pretty()
    }
}

extension ProjectMember {
    /// What the member is for: a sentence or two.
    package var summary: String {
        switch self {
        case .schema: "The JSON Schema of this file, for editors."
        case .release: "The target MWAA release, by its Airflow version. An unknown one is treated as the newest known."
        case .awsRegion: "The AWS region of the environment, against which the config's verification URL is held."
        case .googleCloudProject: "The id of the DAGs' Google Cloud project: the value of GOOGLE_CLOUD_PROJECT."
        case .credentialConfig: "The file that gcloud wrote. A relative path counts from the directory of this file."
        case .configPath:
            "Where workers will find the config, absolute: the value of GOOGLE_APPLICATION_CREDENTIALS."
        case .template:
            "environment, google-auth, or the path of a template of your own, relative to this file."
        case .plugins: "A directory with your other plugins, relative to this file. Its contents go into plugins.zip."
        case .requirements: "Your requirements.txt, relative to this file."
        case .output: "The directory that build makes, relative to this file."
        case .executionRole: "The ARN of the environment's execution role, for principal."
        case .attributeMapping:
            "The attribute mapping of the workload identity provider, as gcloud takes it. Without one: Google's for AWS."
        case .attributeCondition:
            "The attribute condition of the workload identity provider, in CEL: principal says whether the workers meet it."
        case .boundMember: "The member that is bound to the service account: principal checks it."
        }
    }

    fileprivate var schema: JSONOutput {
        var members: [(String, JSONOutput)] = [("description", .string(summary)), ("type", .string("string"))]
        switch self {
        case .schema, .attributeMapping, .attributeCondition, .boundMember: break
        case .executionRole:
            members.append(("examples", .array([.string("arn:aws:iam::123456789012:role/service-role/my-mwaa-role")])))
        case .awsRegion: members.append(("examples", .array([.string("eu-west-1")])))
        case .release:
            func names(_ releases: [MWAARelease]) -> JSONOutput {
                .array(releases.map { .string($0.version.description) })
            }
            members.append(("examples", names(MWAARelease.all.filter(\.supportsWorkloadIdentity))))
            let refused = MWAARelease.all.filter { !$0.supportsWorkloadIdentity }
            members.append(("not", .object([("enum", names(refused))])))
        case .googleCloudProject:
            members.append(("pattern", .string(#"^([a-z0-9.-]*\.[a-z0-9.-]*:)?[a-z][a-z0-9-]{4,28}[a-z0-9]$"#)))
        case .configPath:
            members.append(("pattern", .string(#"^(/(?!\.{1,2}(/|$))[!-.0-~]+)+$"#)))
            members.append(("default", .string(Project.defaultConfigPath)))
        case .template:
            members.append(("minLength", .int(1)))
            members.append(("examples", .array([.string("environment"), .string("google-auth")])))
            members.append(("default", .string("environment")))
        case .credentialConfig, .plugins, .requirements, .output: members.append(("minLength", .int(1)))
        }
        return .object(members)
    }
}
