import Diagnostics
import MWAAReleases

/// `token_info_url` plays no part in getting a token, but google-auth 2.14.0 to 2.16.0 checks it.
enum TokenInfoURL: ConfigRule {
    static func check(_ config: ConfigDocument, _ context: ValidationContext, _ report: inout Report) {
        guard config.otherCredential == nil, let text = config.plainText(.tokenInfoURL), !text.bytes.isEmpty else {
            return
        }
        let url = text.url
        let host = text.bytes[url.host]
        let universe = config.universe
        let known = GoogleHost(host, service: "sts", universe: universe)
        let isHTTPS = url.scheme.map { text.bytes[$0].equals("https") } ?? false
        let span = text.span(in: config.source)
        let checked = ReleaseRange(first: Version(2, 14, 0), end: Version(2, 16, 1))
        if known == nil || !isHTTPS || known?.refused(inUniverse: universe) != nil,
            let affected = context.affected(by: checked)
        {
            report.error(
                .tokenInfoURL, "\(affected.description) refuses this token info URL", at: span,
                help: "remove the member: workers do not need it")
        } else if known == nil, !UniverseAgreement.explains(host, service: "sts", config) {
            report.warning(
                .tokenInfoURL, "`\(host.text)` is not Google's Security Token Service",
                at: text.span(of: url.host, in: config.source),
                help: "write `https://sts.\(universe)/v1/introspect`, or remove the member")
        } else if known != nil, !isHTTPS {
            report.warning(
                .tokenInfoURL, "`token_info_url` does not begin with `https://`", at: span, help: "write the whole URL")
        }
    }
}
