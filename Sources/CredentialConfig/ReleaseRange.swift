import MWAAReleases

/// A range of google-auth versions.
struct ReleaseRange {
    /// The first version in the range; `nil` when it has no beginning.
    var first: Version?
    /// The first version after the range; `nil` when it has no end.
    var end: Version?

    static func from(_ first: Version) -> Self { Self(first: first, end: nil) }
    static func before(_ end: Version) -> Self { Self(first: nil, end: end) }

    func contains(_ version: Version) -> Bool {
        if let first, version < first { return false }
        if let end, version >= end { return false }
        return true
    }

    /// Whether it may contain one of `versions`.
    func overlaps(_ versions: ClosedRange<Version>) -> Bool {
        if let first, versions.upperBound < first { return false }
        if let end, versions.lowerBound >= end { return false }
        return true
    }
}

extension ValidationContext {
    /// The releases whose google-auth lies in `range`; `nil` when none does.
    func affected(by range: ReleaseRange) -> AffectedReleases? {
        guard range.overlaps(googleAuth) else { return nil }
        let affected = releases.filter { range.contains($0.packages.googleAuth) }
        return affected.isEmpty ? nil : AffectedReleases(releases: affected)
    }
}

/// Releases on which a config fails, for messages.
struct AffectedReleases {
    /// Not empty, oldest first.
    let releases: [MWAARelease]

    /// `google-auth 2.14.1 of MWAA 2.4.3`, or a list of such.
    var description: String {
        "google-auth " + Self.joined(releases.map { "\($0.packages.googleAuth) of MWAA \($0.version)" })
    }

    private static func joined(_ parts: [String]) -> String {
        parts.count < 2 ? parts.joined() : parts.dropLast().joined(separator: ", ") + " and " + parts[parts.count - 1]
    }
}
