import Diagnostics

/// Parts that documentation leaves to the reader must have been filled in.
enum Placeholders: ConfigRule {
    static func check(_ config: ConfigDocument, _ context: ValidationContext, _ report: inout Report) {
        guard config.otherCredential == nil else { return }
        for member in config.index.unfilled.intersection(.strings).subtracting(haveOwnRules) {
            guard let text = config.text(member) else { continue }
            // What stands before a host may be a password, which messages do not quote.
            let hidden = SecretText.spans(in: Array(text.bytes))
            for range in text.placeholders {
                let start = range.lowerBound - text.bytes.startIndex
                if hidden.contains(where: { $0.start <= start && start < $0.end }) { continue }
                report.error(
                    .configPlaceholder,
                    "`\(member.name)` still holds the placeholder `\(text.bytes[range].text)`",
                    at: text.span(of: range, in: config.source), help: "write the real value in its place")
            }
        }
    }

    /// The verification URL has a placeholder by right, and a rule for wrong ones; the others have to go in any case.
    private static let haveOwnRules: ConfigMemberSet = [.verificationURL, .regionURL, .url, .imdsv2URL]
}
