import Diagnostics
import SpannedJSON

/// The hosts of the URLs must lie in the universe that the config names.
enum UniverseAgreement: ConfigRule {
    private static let urls: [(member: ConfigMember, service: StaticString)] = [
        (.tokenURL, "sts"), (.tokenInfoURL, "sts"), (.impersonationURL, "iamcredentials"),
    ]

    static func check(_ config: ConfigDocument, _ context: ValidationContext, _ report: inout Report) {
        guard config.otherCredential == nil else { return }
        if let text = config.plainText(.universeDomain), !text.bytes.equals(text: ConfigDocument.defaultUniverse),
            !Identifiers.isDomain(text.bytes)
        {
            report.error(
                .universeDomain, "`universe_domain` is not a domain name", at: text.string.span,
                help: "write `googleapis.com`, or remove the member",
                fix: text.bytes.isEmpty
                    ? .replacing(text.string.content, with: "googleapis.com", "write `googleapis.com`") : nil)
            return
        }
        guard config.universe != ConfigDocument.defaultUniverse else { return }
        for (member, service) in urls {
            guard let text = config.plainText(member) else { continue }
            let host = text.url.host
            guard explains(text.bytes[host], service: service, config) else { continue }
            let related = config.plainText(.universeDomain).map { universe in
                Diagnostic.Related(
                    "the universe domain", at: .source(config.source, universe.string.span))
            }
            report.error(
                .universeDomain, "`\(member.name)` lies outside the universe `\(config.universe)`",
                at: text.span(of: host, in: config.source), related: related.map { [$0] } ?? [],
                help: "make `universe_domain` and the URLs agree")
        }
    }

    /// Whether a host is the right service, but of another universe than the config's: of Google's own where the config
    /// names another.
    static func explains(_ host: ArraySlice<UInt8>, service: StaticString, _ config: ConfigDocument) -> Bool {
        let universe = config.universe
        return universe != ConfigDocument.defaultUniverse
            && GoogleHost(host, service: service, universe: universe) == nil
            && GoogleHost(host, service: service, universe: ConfigDocument.defaultUniverse) != nil
    }
}
