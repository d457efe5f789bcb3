import Diagnostics
import SpannedJSON

/// Options for a service account have no effect where none is named.
enum LifetimeWithoutAccount: ConfigRule {
    static func check(_ config: ConfigDocument, _ context: ValidationContext, _ report: inout Report) {
        guard config.otherCredential == nil, config.isComplete, let member = config[.impersonation],
            case .object(let object) = member.value.value, !object.members.isEmpty
        else { return }
        let url = config[.impersonationURL]?.value.value
        guard url == nil || url == .null else { return }
        report.warning(
            .tokenLifetimeIgnored, "`service_account_impersonation` has no effect without a service account",
            at: member.key.span, help: "add `service_account_impersonation_url`, or remove the member")
    }
}
