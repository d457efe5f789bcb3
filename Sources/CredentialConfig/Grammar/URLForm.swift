import Diagnostics
import SpannedJSON

/// What must hold for every URL that google-auth calls: `https`, nothing before or after the host, no fragment.
enum URLForm {
    /// Reports under `code` what is wrong with the form of `text`, whose parts are `url`.
    /// - Returns: whether the host can be judged.
    static func check(
        _ text: ConfigText, _ url: URLParts, of member: ConfigMember, _ code: DiagnosticCode, _ source: SourceText,
        _ report: inout Report
    ) -> Bool {
        func span(_ range: Range<Int>) -> Span { text.span(of: range, in: source) }
        let advice =
            member == .tokenURL
            ? "write `https://sts.googleapis.com/v1/token`" : "write the whole URL, which begins with `https://`"
        guard !text.bytes.isEmpty else {
            report.error(code, "`\(member.name)` is empty", at: text.string.span, help: advice)
            return false
        }
        guard !url.host.isEmpty else {
            report.error(code, "`\(member.name)` is not a URL", at: text.span(in: source), help: advice)
            return false
        }
        if let scheme = url.scheme {
            if !text.bytes[scheme].equals("https") {
                let name = text.bytes[scheme].text
                // Readers that follow RFC 3986 take capitals as well.
                let isInCapitals = name.lowercased() == "https"
                report.add(
                    code, isInCapitals ? .warning : .error, "`\(member.name)` begins with `\(name)://`",
                    at: span(scheme), label: nil, related: [], help: "write `https://`",
                    fix: isInCapitals || name.lowercased() == "http"
                        ? .replacing(span(scheme), with: "https", "write `https`") : nil)
            }
        } else {
            let slashes = text.bytes.startIndex..<url.host.lowerBound
            let isSure = url.userInfo == nil && Identifiers.isDomain(text.bytes[url.host])
            report.error(
                code, "`\(member.name)` does not begin with `https://`",
                at: isSure ? span(slashes) : text.span(in: source), help: "write the whole URL",
                fix: isSure ? .replacing(span(slashes), with: "https://", "write `https://`") : nil)
            if !isSure { return false }
        }
        if let userInfo = url.userInfo {
            report.error(
                code, "`\(member.name)` has text before an `@` in its host", at: span(userInfo),
                label: "this is a user name: the host is what follows the `@`",
                help: "write the right host alone, with nothing before it")
        }
        if let port = url.port, !text.bytes[port].equals("443") {
            report.error(code, "`\(member.name)` has a port", at: span(port), help: "remove it")
        }
        if let fragment = url.fragment {
            report.error(code, "`\(member.name)` has a fragment", at: span(fragment), help: "remove it and its `#`")
        }
        return true
    }
}
