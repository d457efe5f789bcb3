import Diagnostics
import MWAAReleases
import SpannedJSON

/// `region_url`, `url` and `imdsv2_session_token_url` point to the metadata server of EC2 instances. MWAA's workers are
/// containers without one: a worker that follows these members waits for a server that never answers.
enum InstanceMetadata: ConfigRule {
    static let members: [ConfigMember] = [.regionURL, .url, .imdsv2URL]

    static func check(_ config: ConfigDocument, _ context: ValidationContext, _ report: inout Report) {
        guard config.otherCredential == nil, !config.isForAnotherProvider,
            let source = config.object(.credentialSource),
            members.contains(where: config.index.members.contains)
        else { return }
        for (index, entry) in source.members.enumerated() {
            guard let member = members.first(where: { entry.key.says($0.name) }), isOurs(entry.value.value) else {
                continue
            }
            report.error(
                .instanceMetadata,
                "`\(member.name)` points to \(target(entry.value.value)), which MWAA's workers do not have",
                at: entry.span, label: reason(member, context),
                help: "remove the member: the plugin gives google-auth the worker's own credentials "
                    + "(`validate --fix` does it, and `build` does it in its copy)",
                fix: MemberRemoval.fix(sourceMember: index, of: config))
        }
    }

    /// Whether the value is one that ``CredentialServer`` leaves to this rule.
    static func isOurs(_ value: JSONValue) -> Bool {
        guard case .string(let string) = value else { return false }
        let text = ConfigText(string)
        let url = text.url
        let host = text.bytes[url.host]
        return host.isEmpty || host.equals("169.254.169.254") || host.equals("[fd00:ec2::254]")
    }

    private static func target(_ value: JSONValue) -> String {
        if case .string(let string) = value, string.isEmpty { return "no instance metadata" }
        return "instance metadata"
    }

    /// Why this member does harm even when the plugin sets all variables.
    private static func reason(_ member: ConfigMember, _ context: ValidationContext) -> String? {
        guard member == .imdsv2URL,
            let affected = context.affected(by: ReleaseRange(first: Version(2, 6, 2), end: Version(2, 16, 0)))
        else { return nil }
        return "\(affected.description) asks it for a token even when all AWS variables are set"
    }
}
