package import MWAAReleases

extension Scenario {
    /// The plugins, read by the grammar of an older Python than the one that runs them; `nil` where that would say nothing.
    ///
    /// It sees statements and operators that came later. It does not see the freer f-strings of 3.12, nor modules,
    /// functions and behaviour that the older Python lacks.
    package static func grammar(_ releases: [MWAARelease], on python: Version) -> Scenario? {
        guard let oldest = releases.map(\.python).min(), oldest < python, python >= Version(3, 8) else { return nil }
        return Scenario(
            "grammar", "the plugins are read by the grammar of Python \(oldest)", steps: [.parse(oldest)],
            clauses: [.loads])
    }
}
