import Diagnostics
import Glibc
package import MWAAReleases
package import PythonEnvironment
package import Verification

/// One pass of a verification: a Python, and the release whose worker is imagined in it.
package struct VerifyRound: Sendable {
    package let python: PythonInstallation
    package let release: MWAARelease
    /// The settings whose processes are among the scenarios.
    package let settings: [PluginSetting]
    /// What is said of this pass where there are several: `CPython 3.7`; `nil` for the only one.
    package let label: String?
    /// What stands before the ids of its scenarios where there are several, such as `3.7`.
    package let prefix: String?
    package let scenarios: [Scenario]
    /// The command that has the packages fetched which the release pins.
    let prepareCommand: String
}

/// What came of a round.
package struct RoundOutcome: Sendable {
    package let round: VerifyRound
    package let verification: Verification
}

extension VerifyStage {
    /// The releases of one pass, which share a Python and the rules of their loader; the newest stands for all.
    struct ReleaseGroup {
        var releases: [MWAARelease]

        var newest: MWAARelease { releases[releases.count - 1] }

        var name: String {
            releases.count == 1
                ? "\(newest.version)" : "\(releases[0].version)-\(newest.version)"
        }

        /// All releases that can reach Google Cloud without a key, in the order of the table.
        static func all(samePython: Bool) -> [ReleaseGroup] {
            var groups: [ReleaseGroup] = []
            for release in MWAARelease.all where release.supportsWorkloadIdentity {
                if let last = groups.last?.newest, last.isAirflow3 == release.isAirflow3,
                    samePython || last.python == release.python
                {
                    groups[groups.count - 1].releases.append(release)
                } else {
                    groups.append(ReleaseGroup(releases: [release]))
                }
            }
            return groups
        }
    }

    /// What to run where.
    ///
    /// - Returns: also remarks on the choice of the Pythons.
    func plan() async throws -> (rounds: [VerifyRound], remarks: [Diagnostic]) {
        let finder = PythonFinder(environment: surroundings.environment)
        var requests: [PythonRequest?] = []
        for python in pythons where !requests.contains(python) { requests.append(python) }
        let groups =
            coversAllReleases ? ReleaseGroup.all(samePython: !requests.isEmpty) : [ReleaseGroup(releases: [release])]
        if requests.isEmpty { requests = [nil] }
        var rounds: [VerifyRound] = []
        var remarks: [Diagnostic] = []
        var known: [String] = []
        let hasSeveral = requests.count * groups.count > 1
        for request in requests {
            for group in groups {
                let isNamed = coversAllReleases ? request == nil : isReleaseNamed
                let choice = try await finder.choose(request, release: isNamed ? group.newest : nil)
                remarks += choice.diagnostics
                let prepared = prepared(for: group.newest, choice.installation)
                if let prepared { remarks.append(note(on: prepared, for: group.newest)) }
                let python = prepared.map(choice.installation.using) ?? choice.installation
                let settings = group.releases.flatMap { release in
                    lazyLoading.map { PluginSetting(release, lazyLoadPlugins: $0) }
                }
                var scenarios = Scenario.imports + Scenario.processes(of: settings)
                if isReleaseNamed || coversAllReleases,
                    let grammar = Scenario.grammar(group.releases, on: python.version)
                {
                    scenarios.append(grammar)
                }
                scenarios += Scenario.exchanges(with: ExchangeTarget(config: credentialConfig))
                known += scenarios.map(\.id)
                if !only.isEmpty {
                    scenarios.removeAll { scenario in !only.contains { Self.matches(scenario.id, pattern: $0) } }
                }
                let parts =
                    (coversAllReleases ? ["MWAA \(group.name)"] : [])
                    + (hasSeveral ? ["CPython \(python.version)"] : [])
                let ids = (coversAllReleases ? [group.name] : []) + (requests.count > 1 ? ["\(python.version)"] : [])
                rounds.append(
                    VerifyRound(
                        python: python, release: group.newest, settings: settings,
                        label: hasSeveral ? parts.joined(separator: " on ") : nil,
                        prefix: hasSeveral ? ids.joined(separator: "/") : nil, scenarios: scenarios,
                        prepareCommand: PrepareStage.command(
                            group.newest, choice.installation, said: request,
                            isReleaseNamed: isReleaseNamed || coversAllReleases,
                            cache: cache)))
            }
        }
        for pattern in only where !known.contains(where: { Self.matches($0, pattern: pattern) }) {
            throw unknown(pattern, known)
        }
        return (rounds.filter { !$0.scenarios.isEmpty }, remarks)
    }

    /// Whether a shell pattern (fnmatch(3)) matches a scenario's id.
    private static func matches(_ id: String, pattern: String) -> Bool { fnmatch(pattern, id, 0) == 0 }

    private func unknown(_ pattern: String, _ known: [String]) -> DiagnosedError {
        let near = NearName.best(for: pattern, among: Array(Set(known)).sorted())
        return DiagnosedError(
            Diagnostic(
                .scenarioNotRun, .error, "no scenario of this verification is called `\(pattern)`",
                help: near.map { "did you mean `\($0)`?" }
                    ?? "the JSON report of a verification has the `id` of each scenario; shell patterns work too"))
    }
}
