package import MWAAReleases

/// Packages that are prepared together, in an environment of their own.
package struct PackageSet: Sendable, Hashable {
    /// With what the environment's directory begins, and what its manifest says of it: `mwaa-2.10.3`, `cel`.
    package let name: String
    /// For people, after "the packages of".
    package let title: String
    /// As pip reads them: `google-auth==2.35.0`.
    package let requirements: [String]
    /// The Python that the release runs, where it is one's.
    let python: Version?

    /// google-auth and what it needs to talk to Google, as a release pins them.
    package static func exchange(_ release: MWAARelease) -> PackageSet {
        PackageSet(
            name: "mwaa-\(release.version)", title: "MWAA \(release.version)",
            requirements: release.exchangePackages.map { "\($0.name)==\($0.version)" }, python: release.python)
    }

    /// An evaluator of the Common Expression Language.
    package static let expressions = PackageSet(
        name: "cel", title: "the evaluator of expressions", requirements: ["cel-python==\(celVersion)"], python: nil)

    private static let celVersion = Version(0, 5, 0)
    /// What cel-python 0.5.0 asks for (`Requires-Python`).
    package static let oldestPythonForExpressions = Version(3, 10)
}
