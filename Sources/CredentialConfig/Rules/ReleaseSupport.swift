import Diagnostics
import MWAAReleases
import SpannedJSON

/// google-auth before 1.27.0 knows no external accounts at all.
enum ReleaseSupport: ConfigRule {
    static func check(_ config: ConfigDocument, _ context: ValidationContext, _ report: inout Report) {
        guard config.otherCredential == nil, let affected = context.affected(by: .before(Version(1, 27, 0))) else {
            return
        }
        let span = config[.type]?.value.span ?? Span(config.rootSpan.start, config.rootSpan.start + 1)
        report.error(
            .configReleaseTooOld, "\(affected.description) has no external accounts", at: span,
            help: "google-auth knows external accounts from 1.27.0 on: choose a newer release")
    }
}
