import Diagnostics
import SpannedJSON

/// A service-account key is what workload identity federation replaces: it must not reach a bucket.
enum ServiceAccountKey: ConfigRule {
    static func check(_ config: ConfigDocument, _ context: ValidationContext, _ report: inout Report) {
        guard config.otherCredential == .serviceAccount, config.root["private_key"] != nil, let type = config[.type]
        else { return }
        report.error(
            .configServiceAccountKey, "the file is a service-account key", at: type.value.span,
            help: "do not copy it anywhere; write a config with "
                + "`gcloud iam workload-identity-pools create-cred-config … --aws` and delete the key")
    }
}
