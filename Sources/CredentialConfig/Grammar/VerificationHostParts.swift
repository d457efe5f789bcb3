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
        guard let known = AWSPartition.domain(atEndOf: rest) else { return nil }
        domain = rest.suffix(known.utf8CodeUnitCount)
        guard domain.startIndex > rest.startIndex else {
            guard rest.equals("amazonaws.com") else { return nil }
            region = nil
            return
        }
        let name = rest[..<(domain.startIndex - 1)]
        guard rest[name.endIndex] == UInt8(ascii: "."), !name.isEmpty, !name.contains(UInt8(ascii: ".")) else {
            return nil
        }
        region = name
    }
}

extension AWSPartition {
    /// The domain of a partition in which `host` ends, if it ends in one.
    fileprivate static func domain(atEndOf host: ArraySlice<UInt8>) -> StaticString? {
        for index in domains.indices where host.ends(with: domains[index]) { return domains[index] }
        return nil
    }

    private static let domains: InlineArray<3, StaticString> = ["amazonaws.com", "amazonaws.com.cn", "amazonaws.eu"]
}
