package import Diagnostics
package import MWAAReleases

/// What a config is judged against.
package struct ValidationContext: Sendable {
    /// The releases it must work on: the one the user named, or all that can be chosen today.
    package var releases: [MWAARelease] { didSet { googleAuth = Self.versions(of: releases) } }
    /// From the oldest google-auth of these releases to the newest: most rules for some of them are passed over by this.
    private(set) var googleAuth: ClosedRange<Version>
    /// The Google Cloud project of the DAGs' data.
    package var googleCloudProject: Setting?
    /// The AWS region of the MWAA environment.
    package var awsRegion: Setting?

    /// A value from the command line or the project file.
    package struct Setting: Sendable, Hashable {
        package var value: String
        /// Where the user wrote it; `nil` for a flag.
        package var place: Place?

        package init(_ value: String, at place: Place? = nil) {
            self.value = value
            self.place = place
        }
    }

    /// - Parameter releases: must not be empty.
    package init(
        releases: [MWAARelease] = Self.currentReleases, googleCloudProject: Setting? = nil,
        awsRegion: Setting? = nil
    ) {
        precondition(!releases.isEmpty)
        self.releases = releases
        googleAuth = Self.versions(of: releases)
        self.googleCloudProject = googleCloudProject
        self.awsRegion = awsRegion
    }

    private static func versions(of releases: [MWAARelease]) -> ClosedRange<Version> {
        let versions = releases.map(\.packages.googleAuth).sorted()
        return versions[0]...versions[versions.count - 1]
    }

    /// The releases whose support has not ended: the verdict without `--release` covers these.
    package static let currentReleases = MWAARelease.all.filter { $0.support != .ended }
}
