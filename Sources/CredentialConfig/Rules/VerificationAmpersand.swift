import Diagnostics

/// `&amp;` or `&#38;` in a URL comes from a web page: it is not an ampersand here.
enum VerificationAmpersand: ConfigRule {
    // Not an array, whose count of references all threads would write.
    static let escapes: InlineArray<2, StaticString> = ["&amp;", "&#38;"]

    static func check(_ config: ConfigDocument, _ context: ValidationContext, _ report: inout Report) {
        guard config.otherCredential == nil, !config.isForAnotherProvider, let text = config.text(.verificationURL)
        else {
            return
        }
        for index in escapes.indices {
            let escape = escapes[index]
            var rest = text.bytes
            while let range = rest.range(of: escape) {
                rest = rest[range.upperBound...]
                let span = text.span(of: range, in: config.source)
                report.error(
                    .verificationAmpersand, "`\(escape)` in `regional_cred_verification_url`", at: span,
                    help: "write `&`", fix: .replacing(span, with: "&", "write `&`"))
            }
        }
    }
}
