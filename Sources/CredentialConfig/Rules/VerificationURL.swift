import Diagnostics

/// `regional_cred_verification_url`: the request to AWS STS that google-auth signs and Google repeats.
enum VerificationURL: ConfigRule {
    static let form = "https://sts.{region}.amazonaws.com?Action=GetCallerIdentity&Version=2011-06-15"

    static func check(_ config: ConfigDocument, _ context: ValidationContext, _ report: inout Report) {
        guard config.otherCredential == nil, !config.isForAnotherProvider, let text = config.text(.verificationURL),
            text.isCleanInside
        else { return }
        let url = text.url
        guard URLForm.check(text, url, of: .verificationURL, .verificationForm, config.source, &report) else { return }
        let path = text.bytes[url.path]
        if !path.isEmpty, !path.equals("/") {
            report.error(
                .verificationForm, "`regional_cred_verification_url` has the path `\(path.text)`",
                at: text.span(of: url.path, in: config.source), help: "write \(form)")
        }
        checkQuery(text, url, config, &report)
    }

    private static func checkQuery(
        _ text: ConfigText, _ url: URLParts, _ config: ConfigDocument, _ report: inout Report
    ) {
        let end = url.path.upperBound
        let query = url.query ?? end..<end
        var rest = text.bytes[query]
        // Nearly every config has it so, and nothing is split or searched for then.
        if rest.equals(text: expectedQuery) { return }
        // A rule of its own reports the ampersand.
        let escapes = VerificationAmpersand.escapes
        let separator = escapes.indices.first { rest.range(of: escapes[$0]) != nil }.map { escapes[$0] } ?? "&"
        var isMissing = [Bool](repeating: true, count: expected.count)
        while !rest.isEmpty {
            let next = rest.range(of: separator) ?? rest.endIndex..<rest.endIndex
            let parameter = rest[..<next.lowerBound]
            let equals = parameter.firstIndex(of: UInt8(ascii: "=")) ?? parameter.endIndex
            let name = parameter[..<equals]
            rest = rest[next.upperBound...]
            check(name, parameter[equals...].dropFirst(), parameter, text, config, &report)
            if let known = expected.firstIndex(where: { name.equals(text: $0.0) }) { isMissing[known] = false }
        }
        for (index, (name, value)) in expected.enumerated() where isMissing[index] {
            let span = text.span(of: query, in: config.source)
            report.error(
                .verificationQuery, "`regional_cred_verification_url` has no parameter `\(name)`", at: span,
                help: "write \(form); the parameter is `\(name)=\(value)`")
        }
    }

    private static let expected = [("Action", "GetCallerIdentity"), ("Version", "2011-06-15")]

    private static let expectedQuery = expected.map { "\($0)=\($1)" }.joined(separator: "&")

    private static func check(
        _ name: ArraySlice<UInt8>, _ value: ArraySlice<UInt8>, _ parameter: ArraySlice<UInt8>, _ text: ConfigText,
        _ config: ConfigDocument, _ report: inout Report
    ) {
        guard let (_, right) = expected.first(where: { name.equals(text: $0.0) }) else {
            report.error(
                .verificationQuery, "`regional_cred_verification_url` has the unknown parameter `\(name.text)`",
                at: text.span(of: parameter.startIndex..<parameter.endIndex, in: config.source), help: "write \(form)")
            return
        }
        guard !value.equals(text: right) else { return }
        let span = text.span(of: value.startIndex..<value.endIndex, in: config.source)
        report.error(
            .verificationQuery, "the parameter `\(name.text)` is `\(value.text)`, not `\(right)`", at: span,
            help: "write \(form)", fix: .replacing(span, with: right, "write `\(right)`"))
    }
}
