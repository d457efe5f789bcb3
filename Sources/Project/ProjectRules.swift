import Diagnostics
import MWAAReleases

/// What is wrong with single values, wherever they were written.
enum ProjectRules {
    static func check(_ setting: Setting<String>, of member: ProjectMember) -> [Diagnostic] {
        switch member {
        case .googleCloudProject: isProjectID(setting.value) ? [] : [projectID(setting)]
        case .configPath: configPath(setting).map { [$0] } ?? []
        case .credentialConfig, .plugins, .requirements, .output, .template:
            setting.value.isEmpty ? [empty(setting, member)] : []
        // The rules of the credential config judge the region.
        case .schema, .release, .awsRegion, .executionRole, .attributeMapping, .attributeCondition, .boundMember: []
        }
    }

    /// 6 to 30 letters, digits and hyphens, a letter first, no hyphen last (Resource Manager API, `projects.projectId`);
    /// old projects of a domain have it in front, as in `example.com:project`.
    static func isProjectID(_ value: String) -> Bool {
        var id = Substring(value)
        if let colon = value.firstIndex(of: ":") {
            let domain = value[..<colon]
            guard domain.contains("."), domain.utf8.allSatisfy({ isLowerOrDigit($0) || $0 == 0x2D || $0 == 0x2E })
            else {
                return false
            }
            id = value[value.index(after: colon)...]
        }
        guard (6...30).contains(id.utf8.count), let first = id.utf8.first, let last = id.utf8.last else { return false }
        return (0x61...0x7A).contains(first) && last != 0x2D && id.utf8.allSatisfy { isLowerOrDigit($0) || $0 == 0x2D }
    }

    private static func isLowerOrDigit(_ byte: UInt8) -> Bool {
        (0x61...0x7A).contains(byte) || (0x30...0x39).contains(byte)
    }

    private static func projectID(_ setting: Setting<String>) -> Diagnostic {
        let isNumber = !setting.value.isEmpty && setting.value.utf8.allSatisfy { (0x30...0x39).contains($0) }
        return Diagnostic(
            .projectID, .error, "`\(setting.value)` is not a Google Cloud project id", at: setting.place,
            help: isNumber
                ? "this is a project number; `gcloud projects describe \(setting.value)` tells the id"
                : "a project id has 6 to 30 lower-case letters, digits and hyphens, and begins with a letter")
    }

    private static func configPath(_ setting: Setting<String>) -> Diagnostic? {
        func wrong(_ reason: String, _ help: String) -> Diagnostic {
            Diagnostic(
                .projectConfigPath, .error, "the config path `\(setting.value)` \(reason)", at: setting.place,
                help: help)
        }
        let example =
            "the DAG folder of the bucket is /usr/local/airflow/dags there, as in \(Project.defaultConfigPath)"
        let components = setting.value.split(separator: "/", omittingEmptySubsequences: false)
        guard setting.value.hasPrefix("/") else { return wrong("is not absolute", example) }
        guard !components.dropFirst().contains(where: { $0.isEmpty || $0 == "." || $0 == ".." }) else {
            return wrong("has an empty, `.` or `..` component, or ends in a slash", example)
        }
        guard setting.value.unicodeScalars.allSatisfy({ (0x21...0x7E).contains($0.value) }) else {
            return wrong("has a blank, a control character or a character beyond ASCII", example)
        }
        let folders = ["/usr/local/airflow/dags/", "/usr/local/airflow/plugins/"]
        guard folders.contains(where: { setting.value.hasPrefix($0) }) else {
            return Diagnostic(
                .projectConfigPath, .warning,
                "the config path `\(setting.value)` is not in a folder that MWAA fills from the bucket",
                at: setting.place,
                help: example)
        }
        return nil
    }

    private static func empty(_ setting: Setting<String>, _ member: ProjectMember) -> Diagnostic {
        Diagnostic(
            .projectPathEmpty, .error, "`\(member.rawValue)` is empty", at: setting.place,
            help: member == .credentialConfig || member == .output ? "name a path" : "leave it out, or name a path")
    }

    /// The release of that name; for an unknown one the newest, with a warning.
    static func release(_ setting: Setting<String>, _ diagnostics: inout [Diagnostic]) -> MWAARelease {
        guard let release = MWAARelease.named(setting.value) else {
            if let version = Version(setting.value), version.major < 2 {
                diagnostics.append(tooOld("MWAA \(version) has a google-auth that", setting))
                return MWAARelease.all[0]
            }
            let names = MWAARelease.all.map(\.version.description)
            let near = NearName.best(for: setting.value, among: names).map { "; did you mean \($0)?" } ?? ""
            diagnostics.append(
                Diagnostic(
                    .releaseUnknown, .warning,
                    "this tool does not know the MWAA release `\(setting.value)`: it is treated as \(MWAARelease.newest.version)",
                    at: setting.place, help: "known releases: \(names.joined(separator: ", "))\(near)"))
            return .newest
        }
        if !release.supportsWorkloadIdentity {
            diagnostics.append(
                tooOld("MWAA \(release.version) has google-auth \(release.packages.googleAuth), which", setting))
        }
        return release
    }

    private static func tooOld(_ what: String, _ setting: Setting<String>) -> Diagnostic {
        Diagnostic(
            .releaseTooOld, .error, "\(what) knows no workload identity federation", at: setting.place,
            help: "upgrade the environment: it takes google-auth 1.27.0 or later, as MWAA 2.0.2 and later have")
    }
}
