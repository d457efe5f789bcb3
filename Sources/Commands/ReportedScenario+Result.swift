import MWAAReleases
import Pipeline
import Reporting
import Verification

extension ReportedScenario {
    /// A result as reports show it.
    ///
    /// - Parameter plugin: the plugins that it is of, where a report has several.
    init(_ result: ScenarioResult, in round: VerifyRound, of plugin: String? = nil) {
        let outcome: Outcome
        var remarks: [String] = []
        switch result.outcome {
        case .passed: outcome = .passed
        case .notRun(let reason):
            outcome = .notRun
            remarks = [reason]
        case .failed(let violations):
            outcome = .failed
            for violation in violations {
                remarks.append("\(violation.clause.rawValue): \(violation.message)")
                remarks += violation.traceback.map { "  at \($0)" }
            }
        }
        let places = [plugin, round.label].compactMap(\.self)
        self.init(
            id: [plugin, round.prefix, result.scenario.id].compactMap(\.self).joined(separator: "/"),
            title: result.scenario.title + (places.isEmpty ? "" : " (\(places.joined(separator: ", ")))"),
            outcome: outcome,
            virtualSeconds: outcome == .notRun ? nil : result.virtualSeconds, requests: result.requests,
            remarks: remarks,
            settings: result.scenario.settings.map {
                ReportedSetting(release: $0.release.version.description, lazyLoadPlugins: $0.lazyLoadPlugins)
            })
    }
}
