import Diagnostics
import SpannedJSON

/// The credential source must be for AWS: a config for another provider has no signed request to offer.
enum ForeignProvider: ConfigRule {
    static func check(_ config: ConfigDocument, _ context: ValidationContext, _ report: inout Report) {
        guard config.otherCredential == nil, let other = config.otherProvider else { return }
        report.error(
            .otherProvider, "the credential source is for \(other.description), not for AWS", at: other.member.key.span,
            help: "write the config anew with `gcloud iam workload-identity-pools create-cred-config … --aws`")
    }
}
