import Diagnostics

/// What came of one scenario.
package struct ScenarioResult: Sendable {
    package let scenario: Scenario
    package let outcome: Outcome
    /// From the scenario's start to its last event, in the worker's own time; `nil` when it did not run.
    package let virtualSeconds: Double?
    /// What was asked of the network, one line each.
    package let requests: [String]

    package enum Outcome: Sendable, Hashable {
        case passed
        /// At least one.
        case failed([Violation])
        case notRun(reason: String)
    }
}
