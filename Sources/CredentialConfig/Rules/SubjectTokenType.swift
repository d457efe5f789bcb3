import Diagnostics
import SpannedJSON

/// `subject_token_type` must be that of a signed AWS request.
enum SubjectTokenType: ConfigRule {
    static let right: StaticString = "urn:ietf:params:aws:token-type:aws4_request"

    static func check(_ config: ConfigDocument, _ context: ValidationContext, _ report: inout Report) {
        guard config.otherCredential == nil, !config.isForAnotherProvider,
            let text = config.plainText(.subjectTokenType),
            !text.bytes.equals(right)
        else { return }
        report.error(
            .subjectTokenType, "`subject_token_type` is not that of AWS", at: text.string.span,
            help:
                "write `\(right)`; google-auth before 2.3.0 takes any value and Google refuses it, later ones do not load it",
            fix: .replacing(text.string.content, with: right.description, "write `\(right)`"))
    }
}
