import Diagnostics
import SpannedJSON

/// `environment_id` must be `aws1`. google-auth's pattern lets more pass (`aws01`, a line feed at the end).
enum EnvironmentID: ConfigRule {
    static func check(_ config: ConfigDocument, _ context: ValidationContext, _ report: inout Report) {
        guard config.otherCredential == nil, !config.isForAnotherProvider, let text = config.plainText(.environmentID),
            !text.bytes.equals("aws1")
        else { return }
        let isVersion = text.bytes.begins(with: "aws") && Identifiers.isDigits(text.bytes.dropFirst(3))
        report.error(
            .environmentID,
            isVersion
                ? "the environment id `\(text.trimmed)` is of a version that does not exist"
                : "the environment id is not `aws1`",
            at: text.string.span, help: "write `aws1`",
            fix: .replacing(text.string.content, with: "aws1", "write `aws1`"))
    }
}
