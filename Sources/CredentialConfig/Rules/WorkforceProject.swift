import Diagnostics
import SpannedJSON

/// `workforce_pool_user_project` is for people's pools: with any other audience google-auth does not load the config.
enum WorkforceProject: ConfigRule {
    static func check(_ config: ConfigDocument, _ context: ValidationContext, _ report: inout Report) {
        guard config.otherCredential == nil, let text = config.text(.workforceProject),
            !text.string.isEmpty, let member = config[.workforceProject]
        else { return }
        report.error(
            .workforceProject, "`workforce_pool_user_project` is for workforce pools", at: member.span,
            help: "remove the member",
            fix: MemberRemoval.fix(member, of: config))
    }
}
