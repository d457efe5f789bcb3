import Diagnostics
import SpannedJSON

/// Members without which a worker gets no token must be there.
enum RequiredMembers: ConfigRule {
    static func check(_ config: ConfigDocument, _ context: ValidationContext, _ report: inout Report) {
        guard config.isComplete, config.otherCredential == nil else { return }
        for member in ConfigMemberSet.required.subtracting(config.index.members) {
            guard let object = config.object(member.parent) else { continue }
            if config.isForAnotherProvider, member.parent == .credentialSource { continue }
            // A misspelt or misplaced member is one finding, not two.
            if UnknownMembers.standsForAnother(member, in: config, object) { continue }
            let holder = member.parent == .root ? nil : config[.credentialSource]
            let span = holder?.key.span ?? Span(config.rootSpan.start, config.rootSpan.start + 1)
            report.error(
                .configMemberMissing, "\(member.parent.description) has no member `\(member.name)`", at: span,
                help: "add `\(member.name)`, or write the config anew with "
                    + "`gcloud iam workload-identity-pools create-cred-config … --aws`")
        }
    }
}
