import Diagnostics

/// The AWS region must be a region, not an availability zone; Google is known to accept commercial ones; and MWAA should be there.
enum EnvironmentRegion: ConfigRule {
    static func check(_ config: ConfigDocument, _ context: ValidationContext, _ report: inout Report) {
        guard let region = context.awsRegion else { return }
        for diagnostic in judge(region) { report.add(diagnostic) }
    }

    static func judge(_ region: ValidationContext.Setting) -> [Diagnostic] {
        var diagnostics: [Diagnostic] = []
        func add(_ code: DiagnosticCode, _ severity: Severity, _ message: String, help: String) {
            diagnostics.append(Diagnostic(code, severity, message, at: region.place, help: help))
        }
        let name = region.value
        guard let partition = AWSPartition(region: Array(name.utf8)[...]) else {
            let (message, help) = reason(name)
            add(.awsRegion, .error, message, help: help)
            return diagnostics
        }
        if partition != .commercial {
            add(
                .awsRegion, .warning, "the region \(name) is in the partition \(partition.name)",
                help: "whether Google accepts identities of this partition is not documented: try it first")
        }
        guard let known = AWSRegion.named(name) else {
            let suggestion = AWSRegion.suggestion(for: name).map { $0 + " " } ?? ""
            add(
                .regionUnknown, .warning, "`\(name)` is not an AWS region that this tool knows",
                help: suggestion + "nothing is wrong if the region is newer than this tool")
            return diagnostics
        }
        if !known.offersMWAA {
            add(
                .regionWithoutMWAA, .warning, "Amazon MWAA is not offered in \(name), as far as this tool knows",
                help: "write the region of the environment, which its ARN has: arn:aws:airflow:REGION:…")
        }
        return diagnostics
    }

    private static func reason(_ name: String) -> (message: String, help: String) {
        if name.isEmpty { return ("the AWS region is empty", "leave it out, or write a region such as `eu-west-1`") }
        if let letter = name.utf8.last, (0x61...0x7A).contains(letter),
            AWSPartition(region: Array(name.utf8).dropLast()) != nil
        {
            return ("`\(name)` is an availability zone, not a region", "write `\(name.dropLast())`")
        }
        if AWSRegion.isolated.contains(name) {
            return ("the region \(name) is in an isolated partition", "nothing there reaches Google")
        }
        return (
            "`\(name)` is not an AWS region", AWSRegion.suggestion(for: name) ?? "write a region such as `eu-west-1`"
        )
    }
}
