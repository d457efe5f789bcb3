import Diagnostics
import SpannedJSON

/// `client_id` makes google-auth authenticate to Google's Security Token Service as an OAuth client: a workload has none.
enum ClientAuthentication: ConfigRule {
    static func check(_ config: ConfigDocument, _ context: ValidationContext, _ report: inout Report) {
        guard config.otherCredential == nil, let text = config.text(.clientID),
            !text.bytes.isEmpty, let member = config[.clientID]
        else { return }
        report.warning(
            .clientAuthentication, "`client_id` is for OAuth clients, not for workloads", at: member.span,
            help: "remove the member",
            fix: MemberRemoval.fix(member, of: config))
    }
}
