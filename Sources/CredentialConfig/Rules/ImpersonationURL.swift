import Diagnostics
import MWAAReleases
import SpannedJSON

/// `service_account_impersonation_url` must be that of IAM's `generateAccessToken`; google-auth posts to it verbatim.
enum ImpersonationURL: ConfigRule {
    static func check(_ config: ConfigDocument, _ context: ValidationContext, _ report: inout Report) {
        guard config.otherCredential == nil, let text = config.plainText(.impersonationURL) else { return }
        guard !text.bytes.isEmpty else {
            if text.string.isEmpty { reportEmpty(text, context, &report) }
            return
        }
        if let account = ServiceAccount(text.bytes) ?? mended(text.bytes) {
            report.error(
                .impersonationForm, "`service_account_impersonation_url` is an e-mail address, not a URL",
                at: text.string.span, help: "write the URL of its `generateAccessToken` method",
                fix: .replacing(
                    text.string.content, with: url(of: account.name, universe: config.universe), "write the URL"))
            return
        }
        let url = text.url
        guard URLForm.check(text, url, of: .impersonationURL, .impersonationForm, config.source, &report) else {
            return
        }
        if checkHost(text, url, config, context, &report) { checkPath(text, url, config, &report) }
    }

    private static func url(of account: String, universe: String) -> String {
        "https://iamcredentials.\(universe)/v1/projects/-/serviceAccounts/\(account):generateAccessToken"
    }

    /// The account behind the notations of other places: `serviceAccount:` as in IAM policies, `%40` as in URLs of the
    /// console.
    private static func mended(_ bytes: ArraySlice<UInt8>) -> ServiceAccount? {
        guard bytes.begins(with: "serviceAccount:") || bytes.range(of: "%40") != nil else { return nil }
        var name = bytes.text.replacing("%40", with: "@", maxReplacements: 1)
        if name.hasPrefix("serviceAccount:") { name.removeFirst("serviceAccount:".count) }
        return name.utf8.elementsEqual(bytes) ? nil : ServiceAccount(Array(name.utf8)[...])
    }

    private static func reportEmpty(_ text: ConfigText, _ context: ValidationContext, _ report: inout Report) {
        let before = context.affected(by: .before(Version(2, 29, 0)))
        report.error(
            .impersonationEmpty, "`service_account_impersonation_url` is empty", at: text.string.span,
            label: before.map { "\($0.description) silently uses the federated token itself" },
            help: "write the URL of a service account, or remove the member to use the federated token itself")
    }

    private static func checkHost(
        _ text: ConfigText, _ url: URLParts, _ config: ConfigDocument, _ context: ValidationContext,
        _ report: inout Report
    ) -> Bool {
        let universe = config.universe
        let bytes = text.bytes[url.host]
        let span = text.span(of: url.host, in: config.source)
        guard let host = GoogleHost(bytes, service: "iamcredentials", universe: universe) else {
            if UniverseAgreement.explains(bytes, service: "iamcredentials", config) { return true }
            report.error(
                .impersonationHost, "`\(bytes.text)` is not Google's IAM Credentials service", at: span,
                help: "write `iamcredentials.\(universe)`")
            return false
        }
        if let refused = host.refused(inUniverse: universe), let affected = context.affected(by: refused) {
            report.error(
                .impersonationRelease, "\(affected.description) refuses this impersonation URL", at: span,
                help: "google-auth 2.7.0 to 2.16.0 loads few forms of the host: write `iamcredentials.googleapis.com`, "
                    + "or choose another release")
        }
        return true
    }

    private static func checkPath(
        _ text: ConfigText, _ url: URLParts, _ config: ConfigDocument, _ report: inout Report
    ) {
        func span(_ range: Range<Int>) -> Span { text.span(of: range, in: config.source) }
        guard let path = config.impersonation else {
            report.error(
                .impersonationForm, "the path of `service_account_impersonation_url` is not that of a service account",
                at: span(url.path),
                help: "write `/v1/projects/-/serviceAccounts/EMAIL:generateAccessToken`")
            return
        }
        if let query = url.query {
            report.error(
                .impersonationForm, "`service_account_impersonation_url` has a query", at: span(query),
                help: "remove it and its `?`",
                fix: .removing(span(query.lowerBound - 1..<query.upperBound), "remove the query"))
        }
        if !text.bytes[path.project].equals("-") {
            report.error(
                .impersonationProject,
                "`service_account_impersonation_url` has `\(text.bytes[path.project].text)` where `-` should stand",
                at: span(path.project), help: "IAM takes the wildcard `projects/-` only",
                fix: .replacing(span(path.project), with: "-", "write `-`"))
        }
        if let method = path.method {
            if !text.bytes[method].equals("generateAccessToken") {
                report.error(
                    .impersonationMethod, "the method is `\(text.bytes[method].text)`, not `generateAccessToken`",
                    at: span(method), help: "google-auth reads the answer of `generateAccessToken`",
                    fix: .replacing(span(method), with: "generateAccessToken", "write `generateAccessToken`"))
            }
        } else {
            let end = span(path.account.upperBound..<path.account.upperBound)
            report.error(
                .impersonationMethod, "`service_account_impersonation_url` names no method", at: end,
                label: "`:generateAccessToken` is missing",
                fix: .replacing(end, with: ":generateAccessToken", "add `:generateAccessToken`"))
        }
        checkAccount(text, path.account, config, &report)
    }

    private static func checkAccount(
        _ text: ConfigText, _ range: Range<Int>, _ config: ConfigDocument, _ report: inout Report
    ) {
        let span = text.span(of: range, in: config.source)
        switch ServiceAccount(text.bytes[range])?.form {
        case .userManaged, .computeDefault, .appEngineDefault: return
        case .uniqueID:
            report.warning(
                .impersonationAccount, "the service account is named by its unique id", at: span,
                help: "write its e-mail address, which people can read")
        case nil:
            let right = mended(text.bytes[range])
            let hasWrongID = text.bytes[range].hasAccountDomain
            report.error(
                .impersonationAccount,
                range.isEmpty
                    ? "`service_account_impersonation_url` names no service account"
                    : "`\(text.bytes[range].text)` is not the e-mail address of a service account",
                at: span,
                help: right.map { "write `\($0.name)`" }
                    ?? (hasWrongID
                        ? "the part before the `@` is the account's id: 6 to 30 lower-case letters, digits and hyphens, a letter "
                            + "first, no hyphen last"
                        : "write an address such as `NAME@PROJECT.iam.gserviceaccount.com`"),
                fix: right.map { .replacing(span, with: $0.name, "write the address") })
        }
    }
}

extension ArraySlice<UInt8> {
    /// Whether what follows the first `@` may stand there in the address of a user's service account.
    fileprivate var hasAccountDomain: Bool {
        guard let mark = firstIndex(of: UInt8(ascii: "@")) else { return false }
        return ServiceAccount((Array("account".utf8) + self[mark...])[...]) != nil
    }
}
