/// The parts of an AWS STS host: `sts.REGION.DOMAIN`, `sts-fips.REGION.DOMAIN` or the global `sts.amazonaws.com`.
struct VerificationHostParts {
    let service: ArraySlice<UInt8>
    /// Whatever stands in the region's place, a placeholder too; `nil` for the global endpoint.
    let region: ArraySlice<UInt8>?
    let domain: ArraySlice<UInt8>

    /// `nil` when `host` is not of AWS STS.
    init?(_ host: ArraySlice<UInt8>) {
        guard let dot = host.firstIndex(of: UInt8(ascii: ".")) else { return nil }
        service = host[..<dot]
        guard service.equals("sts") || service.equals("sts-fips") else { return nil }
        let rest = host[(dot + 1)...]
        for known in AWSPartition.domains {
            if rest.equals(known) {
                guard known == "amazonaws.com" else { return nil }
                region = nil
                domain = rest
                return
            }
            let length = known.utf8.count
            if rest.ends(with: "." + known) {
                let name = rest.dropLast(length + 1)
                guard !name.isEmpty, !name.contains(UInt8(ascii: ".")) else { return nil }
                region = name
                domain = rest.suffix(length)
                return
            }
        }
        return nil
    }
}

extension AWSPartition {
    /// The domains of all partitions, each once.
    static let domains = ["amazonaws.com", "amazonaws.com.cn", "amazonaws.eu"]
}
