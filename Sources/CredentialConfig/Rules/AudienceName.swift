import Diagnostics
import SpannedJSON

/// The audience must be the full resource name of a provider. google-auth sends it on unchecked, and Google's answer
/// (`invalid_target`) does not say which part is wrong.
enum AudienceName: ConfigRule {
    static let form =
        "//iam.googleapis.com/projects/PROJECT_NUMBER/locations/global/workloadIdentityPools/POOL/providers/PROVIDER"

    static func check(_ config: ConfigDocument, _ context: ValidationContext, _ report: inout Report) {
        guard config.otherCredential == nil, let text = config.plainText(.audience), let reading = config.audience
        else { return }
        if text.string.isEmpty {
            report.error(.audienceForm, "the audience is empty", at: text.string.span, help: "write \(form)")
            return
        }
        for problem in reading.problems { found(problem, text, config, &report) }
    }

    private static func found(
        _ problem: AudienceReading.Problem, _ text: ConfigText, _ config: ConfigDocument, _ report: inout Report
    ) {
        func span(_ range: Range<Int>) -> Span { text.span(of: range, in: config.source) }
        switch problem {
        case .scheme(let range):
            report.error(
                .audienceScheme, "the audience begins with `\(text.bytes[range].text)`", at: span(range),
                help: "an audience begins with `//iam.googleapis.com/`",
                fix: .removing(span(range), "remove `\(text.bytes[range].text)`"))
        case .start(let range, let expected):
            report.error(
                .audienceForm, "the audience does not begin with `//iam.googleapis.com/`", at: span(range),
                help: "write \(form)", fix: .replacing(span(range), with: expected, "write `\(expected)`"))
        case .trailingSlash(let range):
            report.error(
                .audienceForm, "the audience ends with a slash", at: span(range),
                fix: .removing(span(range), "remove the slash"))
        case .keyword(let range, let expected):
            let isNear = NearName.best(for: text.bytes[range].text, among: [expected]) != nil
            report.error(
                .audienceForm,
                range.isEmpty
                    ? "the audience has two slashes where `\(expected)` should stand between them"
                    : "the audience has `\(text.bytes[range].text)` where `\(expected)` should stand",
                at: span(range), help: "write \(form)",
                fix: isNear ? .replacing(span(range), with: expected, "write `\(expected)`") : nil)
        case .excess(let range):
            report.error(
                .audienceForm, "the audience goes on after the provider", at: span(range), help: "write \(form)",
                fix: .removing(span(range), "remove what follows the provider"))
        case .incomplete(let range):
            report.error(
                .audienceForm, "the audience is not the name of a workload identity pool provider", at: span(range),
                help: "write \(form)")
        case .project(let range):
            report.error(
                .audienceProject, "the audience has `\(text.bytes[range].text)` where the project number should stand",
                at: span(range),
                help: "write the project's number, digits that do not begin with a 0: "
                    + "`gcloud projects describe PROJECT --format='value(projectNumber)'` shows it")
        case .location(let range):
            report.error(
                .audienceLocation, "the audience is in the location `\(text.bytes[range].text)`", at: span(range),
                help: "workload identity pools exist in `global` only",
                fix: .replacing(span(range), with: "global", "write `global`"))
        case .noProvider(let range):
            report.error(
                .audienceProvider, "the audience names a pool, but no provider of it", at: span(range),
                label: "`/providers/PROVIDER` is missing", help: "add the id of the pool's AWS provider")
        case .identifier(let range, let what, let why):
            report.error(
                .audienceIdentifier, "`\(text.bytes[range].text)` is not the id of a \(what)", at: span(range),
                label: why,
                help:
                    "the id of a \(what) has 4 to 32 small letters, digits and hyphens, and does not begin with `gcp-`")
        case .workforce(let range):
            report.error(
                .audienceWorkforce, "the audience is a workforce pool, which is for people", at: span(range),
                help: "use a workload identity pool with an AWS provider")
        case .principal(let range):
            report.error(
                .audiencePrincipal, "the audience is a principal, as IAM policies name it", at: span(range),
                help: "write the provider's name: \(form)")
        }
    }
}
