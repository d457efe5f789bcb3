package import MWAAReleases
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
    /// Where a worker lives like this, for the report; empty: everywhere.
    package let settings: [PluginSetting]
    /// What becomes of steps that ask Google for a token.
    package let exchange: ExchangeOutcome

    package init(
        _ id: String, _ title: String, cloud: CloudScript = CloudScript(), environment: [String: String?] = [:],
        steps: [Step] = [.load, .environment], clauses: Set<Clause> = Clause.ofAnyImport,
        settings: [PluginSetting] = [], exchange: ExchangeOutcome = .token
    ) {
        self.id = id
        self.title = title
        self.cloud = cloud
        self.environment = environment
        self.steps = steps
        self.clauses = clauses
        self.settings = settings
        self.exchange = exchange
    }

    /// What the driver can be told to do.
    package indirect enum Step: Sendable, Hashable {
        /// Import the plugins folder by Airflow's rules.
        case load
        /// Parse the plugins by the grammar of this Python, importing none.
        case parse(Version)
        /// Look at the environment variables.
        case environment
        /// Let this much virtual time pass.
        case sleep(seconds: Double)
        /// Fork as a Celery worker does, and play these steps in the child.
        case fork([Step])
        /// Play these steps in a new interpreter that inherits nothing but the environment variables.
        case interpreter([Step])
        /// Play the steps at each of these times: hours after the scenario's start, ascending.
        case at(hours: [Double], [Step])
        /// Play these steps in a thread of its own, and go on at once.
        case thread([Step])
        /// Play these steps in so many threads at once, and wait for them.
        case together(threads: Int, [Step])
        /// Import google-auth's code for AWS, as a DAG file may do before the plugins are imported.
        case importGoogleAuth
        /// Make a botocore session and let it find its credentials, as a long-lived client does.
        case makeSession
        /// Ask which AWS credentials would be used now.
        case ask(Question)
        /// Get a token of Google's and run a query with it. Later calls use the same credentials, which google-auth renews.
        ///
        /// - Parameter process: which one does it, as a phrase: "a task".
        case authenticate(process: String)
    }

    /// Whether it is played in a process that has google-auth and botocore imported already, so that asking them is cheap.
    /// A plugin's own import is judged in one that has not.
    var isWarm: Bool {
        !clauses.isDisjoint(with: [.fresh, .harmless, .authenticates]) && id != "exchange"
    }

    /// How many steps it takes, for an estimate of the time.
    var length: Int { steps.reduce(0) { $0 + $1.length } }

    /// Whether a step needs a process from before the plugins' import.
    var startsInterpreters: Bool { steps.contains(where: \.startsInterpreters) }
}

extension Clause {
    /// What every import can be held to.
    package static let ofAnyImport: Set<Clause> = [.loads, .exports, .bounded, .confined, .respectful, .discreet]
}

extension Scenario.Step {
    fileprivate var length: Int {
        switch self {
        case .fork(let steps), .interpreter(let steps), .thread(let steps): 1 + Self.length(of: steps)
        case .at(let hours, let steps): hours.count * Self.length(of: steps)
        case .together(let threads, let steps): threads * Self.length(of: steps)
        case .load, .parse, .environment, .sleep, .importGoogleAuth, .makeSession, .ask, .authenticate: 1
        }
    }

    private static func length(of steps: [Self]) -> Int { steps.reduce(0) { $0 + $1.length } }

    fileprivate var startsInterpreters: Bool {
        switch self {
        case .interpreter: true
        case .fork(let steps), .at(_, let steps), .thread(let steps), .together(_, let steps):
            steps.contains(where: \.startsInterpreters)
        case .load, .parse, .environment, .sleep, .importGoogleAuth, .makeSession, .ask, .authenticate: false
        }
    }
}
