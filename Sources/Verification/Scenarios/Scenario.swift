package import MockCloud

/// One story that a plugin is put through, as data.
package struct Scenario: Sendable, Hashable {
    /// Stable, matches `[a-z0-9-]+`.
    package let id: String
    /// What happens, as a phrase: "the endpoint answers 500".
    package let title: String
    package let cloud: CloudScript
    /// Variables of the worker that differ from ``WorkerEnvironment``; `nil` removes one.
    package let environment: [String: String?]
    package let steps: [Step]
    /// The clauses that this story can tell about.
    package let clauses: Set<Clause>

    package init(
        _ id: String, _ title: String, cloud: CloudScript = CloudScript(), environment: [String: String?] = [:],
        steps: [Step] = [.load, .environment], clauses: Set<Clause> = Clause.ofAnyImport
    ) {
        self.id = id
        self.title = title
        self.cloud = cloud
        self.environment = environment
        self.steps = steps
        self.clauses = clauses
    }

    /// What the driver can be told to do.
    package indirect enum Step: Sendable, Hashable {
        /// Import the plugins folder by Airflow's rules.
        case load
        /// Look at the environment variables.
        case environment
        /// Let this much virtual time pass.
        case sleep(seconds: Double)
        /// Fork as a Celery worker does, and play these steps in the child.
        case fork([Step])
        /// Ask google-auth for the AWS credentials that it would sign with now.
        case signingCredentials
    }
}

extension Clause {
    /// What every import can be held to.
    package static let ofAnyImport: Set<Clause> = [.loads, .exports, .bounded, .confined, .respectful, .discreet]
}
