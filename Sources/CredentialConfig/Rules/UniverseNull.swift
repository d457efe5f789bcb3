import Diagnostics
import MWAAReleases
import SpannedJSON

/// `"universe_domain": null` stops google-auth from 2.52.0 on: `replace() argument 2 must be str, not None`.
enum UniverseNull: ConfigRule {
    static func check(_ config: ConfigDocument, _ context: ValidationContext, _ report: inout Report) {
        guard config.otherCredential == nil, !config.index.strings.contains(.universeDomain),
            let member = config[.universeDomain],
            case .null = member.value.value,
            let affected = context.affected(by: .from(Version(2, 52, 0)))
        else { return }
        report.error(
            .universeDomainNull, "\(affected.description) cannot load a `universe_domain` of null",
            at: member.value.span,
            help: "remove the member, or write `googleapis.com`",
            fix: .replacing(member.value.span, with: "\"googleapis.com\"", "write `googleapis.com`"))
    }
}
