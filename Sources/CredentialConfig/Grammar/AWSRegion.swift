import Diagnostics

/// A region of AWS that is known here.
///
/// Names are those of `partitions.json` in botocore 1.44.5; where Amazon MWAA is offered is what the service `airflow` of its
/// `endpoints.json` says. AWS opens regions faster than anybody updates a table: a name that is not in it may be right.
struct AWSRegion {
    let name: String
    /// Whether Amazon MWAA is offered there.
    let offersMWAA: Bool

    /// The region of that name, if it is known.
    static func named(_ name: String) -> AWSRegion? {
        AWSPartition.allCases.lazy.flatMap(\.regions).first { $0.name == name }
    }

    /// Regions of partitions without a way to the Internet.
    static let isolated = [
        "eu-isoe-west-1", "us-iso-east-1", "us-iso-west-1", "us-isob-east-1", "us-isob-west-1", "us-isof-east-1",
        "us-isof-south-1",
    ]

    /// A question with the known names that a user most likely meant by `name`, such as "did you mean us-east-1 or us-west-1?";
    /// `nil` when none is near.
    static func suggestion(for name: String) -> String? {
        let wanted = Array(name.lowercased().utf8)
        guard wanted.count <= 64 else { return nil }
        // Two slips of the finger at most, and two only behind the first letter: `uk-north-1` is not `eu-north-1`.
        let candidates = AWSPartition.allCases.flatMap(\.regions).map(\.name).map {
            (name: $0, distance: NearName.distance(wanted, Array($0.utf8)))
        }.filter { $0.distance <= ($0.name.utf8.first == wanted.first ? 2 : 1) }
        guard let least = candidates.map(\.distance).min() else { return nil }
        let names = candidates.filter { $0.distance == least }.map(\.name).sorted()
        // Where the number alone is unknown there are many.
        let shown = names.count > 3 ? [names[0], "…", names[names.count - 1]] : names
        let alternatives = [shown.dropLast().joined(separator: ", "), shown[shown.count - 1]].filter { !$0.isEmpty }
        return "did you mean \(alternatives.joined(separator: " or "))?"
    }
}

extension AWSPartition {
    /// The regions of the partition that are known here.
    var regions: [AWSRegion] {
        switch self {
        case .commercial: Self.commercialRegions
        case .china: Self.chineseRegions
        case .government: Self.governmentRegions
        case .european: Self.europeanRegions
        }
    }

    private static let commercialRegions =
        offered([
            "af-south-1", "ap-east-1", "ap-northeast-1", "ap-northeast-2", "ap-northeast-3", "ap-south-1", "ap-south-2",
            "ap-southeast-1", "ap-southeast-2", "ap-southeast-3", "ap-southeast-4", "ap-southeast-5", "ap-southeast-7",
            "ca-central-1", "ca-west-1", "eu-central-1", "eu-central-2", "eu-north-1", "eu-south-1", "eu-south-2",
            "eu-west-1", "eu-west-2", "eu-west-3", "il-central-1", "me-central-1", "me-south-1", "mx-central-1",
            "sa-east-1", "us-east-1", "us-east-2", "us-west-1", "us-west-2",
        ]) + notOffered(["ap-east-2", "ap-southeast-6", "me-west-1", "sa-west-1"])

    private static let chineseRegions = offered(["cn-north-1", "cn-northwest-1"])
    private static let governmentRegions = notOffered(["us-gov-east-1", "us-gov-west-1"])
    private static let europeanRegions = notOffered(["eusc-de-east-1"])

    private static func offered(_ names: [String]) -> [AWSRegion] {
        names.map { AWSRegion(name: $0, offersMWAA: true) }
    }

    private static func notOffered(_ names: [String]) -> [AWSRegion] {
        names.map { AWSRegion(name: $0, offersMWAA: false) }
    }
}
