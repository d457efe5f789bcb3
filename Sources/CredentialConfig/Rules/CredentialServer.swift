import Diagnostics
import MWAAReleases
import SpannedJSON

/// The same three members pointing to another server than instance metadata.
enum CredentialServer: ConfigRule {
    static func check(_ config: ConfigDocument, _ context: ValidationContext, _ report: inout Report) {
        guard config.otherCredential == nil, !config.isForAnotherProvider,
            let source = config.object(.credentialSource),
            InstanceMetadata.members.contains(where: config.index.members.contains)
        else { return }
        for (index, entry) in source.members.enumerated() {
            guard let member = InstanceMetadata.members.first(where: { entry.key.says($0.name) }),
                case .string(let string) = entry.value.value, !InstanceMetadata.isOurs(entry.value.value)
            else { continue }
            let text = ConfigText(string)
            let host = text.bytes[text.url.host]
            let span = text.span(in: config.source)
            if host.equals("169.254.170.2") {
                report.error(
                    .credentialServer, "`\(member.name)` points to the container credential endpoint", at: span,
                    label: "google-auth takes the endpoint's answer for the name of a role and sends it, "
                        + "secret included, in the next URL",
                    help: "remove the member: the plugin asks that endpoint as it must be asked",
                    fix: MemberRemoval.fix(sourceMember: index, of: config))
            } else if let affected = context.affected(
                by: ReleaseRange(first: Version(2, 14, 1), end: Version(2, 17, 0)))
            {
                report.error(
                    .credentialServer, "\(affected.description) refuses the host of `\(member.name)`", at: span,
                    help: "remove the member: the plugin gives google-auth the worker's own credentials")
            } else {
                report.warning(
                    .credentialServer, "`\(member.name)` points to the server `\(host.text)`", at: span,
                    help: "remove the member unless that server runs in every worker: "
                        + "the plugin gives google-auth the worker's own credentials")
            }
        }
    }
}
