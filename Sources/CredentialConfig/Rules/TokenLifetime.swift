import Diagnostics
import MWAAReleases
import SpannedJSON

/// `token_lifetime_seconds`: 600 to 43200 (AIP-4117). google-auth passes on whatever stands there, as `"<value>s"`.
enum TokenLifetime: ConfigRule {
    static func check(_ config: ConfigDocument, _ context: ValidationContext, _ report: inout Report) {
        guard config.otherCredential == nil, let value = config[.tokenLifetime]?.value else { return }
        let isQuoted: Bool
        let digits: String
        switch value.value {
        case .number(let text): (digits, isQuoted) = (text, false)
        case .string(let string): (digits, isQuoted) = (string.text, true)
        default: return
        }
        guard let seconds = Int(digits), Identifiers.isDigits(Array(digits.utf8)[...]) || seconds < 0 else {
            let isHuge = Identifiers.isDigits(Array(digits.utf8)[...])
            report.error(
                .tokenLifetime,
                isHuge ? "the token lifetime is over 12 hours" : "the token lifetime is not a whole number of seconds",
                at: value.span, help: "write a number from 600 to 43200")
            return
        }
        if isQuoted {
            report.warning(
                .tokenLifetime, "the token lifetime stands in quotes", at: value.span,
                help: "write the number without quotes",
                fix: .replacing(value.span, with: String(seconds), "remove the quotes"))
        }
        checkRange(seconds, value.span, &report)
        guard let affected = context.affected(by: .before(Version(2, 10, 0))) else { return }
        report.warning(
            .tokenLifetimeIgnored, "\(affected.description) ignores the token lifetime", at: value.span,
            help: "tokens live one hour there")
    }

    private static func checkRange(_ seconds: Int, _ span: Span, _ report: inout Report) {
        switch seconds {
        case 600...3600: return
        case 3601...43200:
            report.note(
                .tokenLifetime, "the token lifetime is over an hour", at: span,
                help: "this needs the organization policy constraint "
                    + "`constraints/iam.allowServiceAccountCredentialLifetimeExtension` for the service account")
        case 0:
            report.warning(
                .tokenLifetime, "a token lifetime of 0 means the default of one hour", at: span,
                help: "write a number from 600 to 43200, or remove the member")
        case ..<0:
            report.error(
                .tokenLifetime, "the token lifetime is negative", at: span, help: "write a number from 600 to 43200")
        case ..<600:
            report.warning(
                .tokenLifetime, "the token lifetime is under ten minutes", at: span,
                help: "write a number from 600 to 43200")
        default:
            report.error(
                .tokenLifetime, "the token lifetime is over 12 hours", at: span,
                help: "write a number from 600 to 43200")
        }
    }
}
