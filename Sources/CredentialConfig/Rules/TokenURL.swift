import Diagnostics
import MWAAReleases

/// `token_url` must be the token endpoint of Google's Security Token Service. google-auth sends the signed AWS request
/// there, whoever it is.
enum TokenURL: ConfigRule {
    static func check(_ config: ConfigDocument, _ context: ValidationContext, _ report: inout Report) {
        guard config.otherCredential == nil, let text = config.plainText(.tokenURL) else { return }
        let url = text.url
        guard URLForm.check(text, url, of: .tokenURL, .tokenURLForm, config.source, &report) else { return }
        func span(_ range: Range<Int>) -> Span { text.span(of: range, in: config.source) }

        let universe = config.universe
        guard let host = GoogleHost(text.bytes[url.host], service: "sts", universe: universe) else {
            if UniverseAgreement.explains(text.bytes[url.host], service: "sts", config) { return }
            report.error(
                .tokenURLHost, "`\(text.bytes[url.host].text)` is not Google's Security Token Service",
                at: span(url.host), help: "write `https://sts.\(universe)/v1/token`")
            return
        }
        checkPath(text, url, config, &report)
        guard let refused = host.refused(inUniverse: universe), let affected = context.affected(by: refused) else {
            return
        }
        report.error(
            .tokenURLRelease, "\(affected.description) refuses this token URL", at: span(url.host),
            help:
                "google-auth 2.7.0 to 2.16.0 loads few forms of the host: write `https://sts.googleapis.com/v1/token`, "
                + "or choose another release")
    }

    private static func checkPath(
        _ text: ConfigText, _ url: URLParts, _ config: ConfigDocument, _ report: inout Report
    ) {
        let end = url.query?.upperBound ?? url.path.upperBound
        let actual = text.bytes[url.path.lowerBound..<end]
        guard !actual.equals("/v1/token") else { return }
        let span = text.span(of: url.path.lowerBound..<end, in: config.source)
        report.error(
            .tokenURLForm,
            actual.isEmpty ? "`token_url` has no path" : "`token_url` has the path `\(actual.text)`", at: span,
            help: "tokens are exchanged at `/v1/token`",
            fix: url.fragment == nil ? .replacing(span, with: "/v1/token", "write `/v1/token`") : nil)
    }
}
