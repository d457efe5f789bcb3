/// The host of AWS's own STS, and the region that it serves.
struct STSHost: Hashable {
    let region: String
    let partition: Partition

    enum Partition: String, Hashable, CaseIterable {
        case aws
        case china = "aws-cn"
        case government = "aws-us-gov"
        case europe = "aws-eusc"

        /// The end of the partition's host names.
        var suffix: String {
            switch self {
            case .aws, .government: "amazonaws.com"
            case .china: "amazonaws.com.cn"
            case .europe: "amazonaws.eu"
            }
        }

        /// The partition of a region by the form of its name (botocore's `partitions.json`); `nil` for no region.
        init?(region: String) {
            let parts = region.split(separator: "-", omittingEmptySubsequences: false)
            guard parts.count >= 3, let number = parts.last, !number.isEmpty, number.allSatisfy(\.isASCIIDigit),
                parts.dropFirst().dropLast().allSatisfy({ !$0.isEmpty && $0.allSatisfy(\.isASCIIWord) })
            else { return nil }
            switch (parts[0], parts[1], parts.count) {
            case ("us", "gov", 4): self = .government
            case ("eusc", "de", 4): self = .europe
            case ("cn", _, 3): self = .china
            case ("us", _, 3), ("eu", _, 3), ("ap", _, 3), ("sa", _, 3), ("ca", _, 3), ("me", _, 3), ("af", _, 3),
                ("il", _, 3), ("mx", _, 3):
                self = .aws
            default: return nil
            }
        }
    }

    enum Problem: Error, Hashable {
        case notSTS
        case noRegion(String)
        case wrongSuffix(region: String, expected: String)
    }

    /// `sts.REGION.SUFFIX`, the same with `sts-fips`, or the global `sts.amazonaws.com`, which is in us-east-1.
    init(_ host: String) throws(Problem) {
        if host == "sts.amazonaws.com" {
            region = "us-east-1"
            partition = .aws
            return
        }
        let labels = host.split(separator: ".", maxSplits: 2, omittingEmptySubsequences: false).map(String.init)
        guard labels.count == 3, labels[0] == "sts" || labels[0] == "sts-fips",
            Partition.allCases.contains(where: { $0.suffix == labels[2] })
        else { throw .notSTS }
        guard let partition = Partition(region: labels[1]) else { throw .noRegion(labels[1]) }
        guard partition.suffix == labels[2] else {
            throw .wrongSuffix(region: labels[1], expected: partition.suffix)
        }
        region = labels[1]
        self.partition = partition
    }
}

extension Character {
    fileprivate var isASCIIDigit: Bool { ("0"..."9").contains(self) }
    fileprivate var isASCIIWord: Bool {
        isASCIIDigit || ("a"..."z").contains(self) || ("A"..."Z").contains(self) || self == "_"
    }
}
