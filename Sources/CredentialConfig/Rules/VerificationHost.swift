import Diagnostics

/// The host of `regional_cred_verification_url`: AWS STS, in the region that google-auth signs for.
enum VerificationHost: ConfigRule {
    static func check(_ config: ConfigDocument, _ context: ValidationContext, _ report: inout Report) {
        guard config.otherCredential == nil, !config.isForAnotherProvider, let text = config.text(.verificationURL),
            text.isCleanInside
        else { return }
        let host = text.bytes[text.url.host]
        guard !host.isEmpty else { return }
        func span(_ slice: ArraySlice<UInt8>) -> Span {
            text.span(of: slice.startIndex..<slice.endIndex, in: config.source)
        }
        guard let parts = VerificationHostParts(host) else {
            report.error(
                .verificationHost, "`\(host.text)` is not AWS STS", at: span(host),
                help: "write \(VerificationURL.form)")
            return
        }
        if parts.service.equals("sts-fips") {
            report.error(
                .verificationService, "google-auth signs a request to `sts-fips` for a service of that name",
                at: span(parts.service),
                help: "write `sts`: AWS refuses the signature otherwise",
                fix: .replacing(span(parts.service), with: "sts", "write `sts`"))
        }
        guard let region = parts.region else {
            checkGlobal(span(host), context, &report)
            return
        }
        if region.equals("{region}") {
            checkDomain(parts.domain, span(parts.domain), context, &report)
        } else if isPlaceholder(region) {
            report.error(
                .verificationPlaceholder, "the region's placeholder is `\(region.text)`, not `{region}`",
                at: span(region),
                help: "write `{region}`: google-auth replaces this and nothing else",
                fix: .replacing(span(region), with: "{region}", "write `{region}`"))
        } else {
            checkRegion(region, span(region), parts.domain, span(parts.domain), context, &report)
        }
    }

    private static func isPlaceholder(_ region: ArraySlice<UInt8>) -> Bool {
        AWSRegion.named(region.text) == nil
            && (!Placeholder.find(in: region).isEmpty || region.text.lowercased().contains("region"))
    }

    private static func checkGlobal(_ span: Span, _ context: ValidationContext, _ report: inout Report) {
        if context.awsRegion?.value == "us-east-1" { return }
        report.add(
            .verificationRegion, context.awsRegion == nil ? .warning : .error,
            "the global endpoint of AWS STS takes signatures for us-east-1 only", at: span, label: nil, related: [],
            help: "write `sts.{region}.amazonaws.com`",
            fix: .replacing(span, with: "sts.{region}.amazonaws.com", "write `sts.{region}.amazonaws.com`"))
    }

    private static func checkRegion(
        _ region: ArraySlice<UInt8>, _ span: Span, _ domain: ArraySlice<UInt8>, _ domainSpan: Span,
        _ context: ValidationContext, _ report: inout Report
    ) {
        guard let partition = AWSPartition(region: region) else {
            report.error(
                .verificationRegion, "`\(region.text)` is not an AWS region", at: span, help: "write `{region}`",
                fix: .replacing(span, with: "{region}", "write `{region}`"))
            return
        }
        guard let target = context.awsRegion?.value else {
            let agree = domain.equals(text: partition.domain)
            if !agree {
                report.error(
                    .verificationPartition, "the region \(region.text) has its hosts under `\(partition.domain)`",
                    at: domainSpan,
                    help: "the region or the domain is wrong: name the region of the environment to learn which")
            }
            let known = AWSRegion.named(region.text)
            if known == nil {
                report.warning(
                    .regionUnknown, "`\(region.text)` is not an AWS region that this tool knows", at: span,
                    label: AWSRegion.suggestion(for: region.text),
                    help: "write `{region}`, which google-auth replaces by the worker's own region",
                    fix: agree ? .replacing(span, with: "{region}", "write `{region}`") : nil)
                return
            }
            let reach = partition == .commercial ? "every region" : "every region of its partition"
            report.warning(
                .verificationRegion, "the region \(region.text) is written into the verification URL", at: span,
                label: known?.offersMWAA == false ? "Amazon MWAA is not offered there, as far as this tool knows" : nil,
                help: "write `{region}`, so that the config works in \(reach)",
                fix: agree ? .replacing(span, with: "{region}", "write `{region}`") : nil)
            return
        }
        checkDomain(domain, domainSpan, context, &report)
        guard !region.equals(text: target) else { return }
        report.error(
            .verificationRegion, "the verification URL is for \(region.text), but the environment is in \(target)",
            at: span, label: "google-auth signs for \(target), and AWS refuses that here", help: "write `{region}`",
            fix: .replacing(span, with: "{region}", "write `{region}`"))
    }

    private static func checkDomain(
        _ domain: ArraySlice<UInt8>, _ span: Span, _ context: ValidationContext, _ report: inout Report
    ) {
        guard let target = context.awsRegion?.value, let partition = AWSPartition(region: Array(target.utf8)[...])
        else {
            if !domain.equals("amazonaws.com") {
                report.warning(
                    .verificationPartition, "the verification URL is for regions under `\(domain.text)` only", at: span,
                    help: "name the region of the environment, so that it can be checked")
            }
            return
        }
        guard !domain.equals(text: partition.domain) else { return }
        report.error(
            .verificationPartition, "the region \(target) has its hosts under `\(partition.domain)`", at: span,
            help: "write `\(partition.domain)`: google-auth does not change the domain",
            fix: .replacing(span, with: partition.domain, "write `\(partition.domain)`"))
    }
}
