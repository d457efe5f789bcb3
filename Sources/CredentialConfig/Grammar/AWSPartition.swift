/// An AWS partition: regions with accounts and host names of their own.
///
/// The region grammars and suffixes are those of `partitions.json` in botocore 1.44.5.
enum AWSPartition: CaseIterable {
    case commercial
    case china
    case government
    case european

    var name: String {
        switch self {
        case .commercial: "aws"
        case .china: "aws-cn"
        case .government: "aws-us-gov"
        case .european: "aws-eusc"
        }
    }

    var domain: String {
        switch self {
        case .commercial, .government: "amazonaws.com"
        case .china: "amazonaws.com.cn"
        case .european: "amazonaws.eu"
        }
    }

    /// The partition of a region such as `eu-west-1`; `nil` when the text is not the name of a region.
    init?(region: ArraySlice<UInt8>) {
        let parts = region.parts(separatedBy: UInt8(ascii: "-"))
        guard let last = parts.last, Identifiers.isDigits(last) else { return nil }
        let words = parts.dropLast().map(\.text)
        guard words.dropFirst().allSatisfy({ word in !word.isEmpty && word.utf8.allSatisfy(Self.isWordPart) }) else {
            return nil
        }
        switch (words.first, words.count) {
        case ("us", 3) where words[1] == "gov": self = .government
        case ("cn", 2): self = .china
        case ("eusc", 3) where words[1] == "de": self = .european
        // `eu`, `ap`, … and whatever group AWS opens next: botocore, too, takes an unknown one for this partition's.
        case (let group?, 2) where group.utf8.count == 2 && group.utf8.allSatisfy({ (0x61...0x7A).contains($0) }):
            self = .commercial
        default: return nil
        }
    }

    private static func isWordPart(_ byte: UInt8) -> Bool {
        (0x61...0x7A).contains(byte) || (0x30...0x39).contains(byte) || byte == UInt8(ascii: "_")
    }
}
