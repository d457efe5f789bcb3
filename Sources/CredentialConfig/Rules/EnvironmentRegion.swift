import Diagnostics

/// The AWS region must be a region, not an availability zone; and Google is known to accept commercial ones.
enum EnvironmentRegion: ConfigRule {
    static func check(_ config: ConfigDocument, _ context: ValidationContext, _ report: inout Report) {
        guard let region = context.awsRegion else { return }
        let bytes = Array(region.value.utf8)[...]
        switch AWSPartition(region: bytes) {
        case .commercial: return
        case nil:
            let isZone = AWSPartition(region: bytes.dropLast()) != nil
            report.add(
                Diagnostic(
                    .awsRegion, .error,
                    isZone
                        ? "`\(region.value)` is an availability zone, not a region"
                        : "`\(region.value)` is not an AWS region",
                    at: region.place,
                    help: isZone ? "write `\(region.value.dropLast())`" : "write a region such as `eu-west-1`"))
        case .some(let partition):
            report.add(
                Diagnostic(
                    .awsRegion, .warning, "the region \(region.value) is in the partition \(partition.name)",
                    at: region.place,
                    help: "whether Google accepts identities of this partition is not documented: try it first"))
        }
    }
}
