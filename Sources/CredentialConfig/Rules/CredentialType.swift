import Diagnostics
import SpannedJSON

/// `type` must be exactly `external_account`.
enum CredentialType: ConfigRule {
    static func check(_ config: ConfigDocument, _ context: ValidationContext, _ report: inout Report) {
        guard let text = config.text(.type), !text.bytes.equals("external_account") else { return }
        if let other = config.otherCredential {
            // A key is reported as such.
            if other == .serviceAccount, config.root["private_key"] != nil { return }
            report.error(
                .configType, "the file is \(other.description), not the config of an external account",
                at: text.string.span,
                help: "write the config with `gcloud iam workload-identity-pools create-cred-config … --aws`")
            return
        }
        guard text.isPlain else { return }
        let isNear = NearName.best(for: text.trimmed, among: ["external_account"]) != nil
        report.error(
            .configType, "`type` is not `external_account`", at: text.string.span,
            help: "write `external_account`, in small letters",
            fix: isNear ? .replacing(text.string.content, with: "external_account", "write `external_account`") : nil)
    }
}
