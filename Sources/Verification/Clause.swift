package import Diagnostics

/// What a plugin must do: one clause of the verification contract (docs/verification.md).
package enum Clause: String, Sendable, Hashable, CaseIterable {
    /// Import under Airflow's own loader rules without raising, whatever the endpoint does.
    case loads
    /// Set the two Google variables as configured, whatever the endpoint answers.
    case exports
    /// Delay Airflow by no more than a budget.
    case bounded
    /// Talk to the container endpoint and to Google only, and to the former through no proxy.
    case confined
    /// Leave MWAA's own variables alone, and no expired credentials behind.
    case respectful
    /// Put no secret into a log line, an exception, standard output, standard error or a URL.
    case discreet
    /// Let google-auth sign with credentials that are good at that moment.
    case fresh
    /// Leave botocore's default chain in the same process with credentials that are good at that moment.
    case harmless
    /// Let `google.auth.default()` get a token through the whole exchange.
    case authenticates
    /// Export nothing, and say so, where no variable names a container endpoint.
    case quiet

    /// The code of a finding that this clause is broken.
    package var code: DiagnosticCode {
        switch self {
        case .loads: .pluginLoads
        case .exports: .pluginExports
        case .bounded: .pluginBounded
        case .confined: .pluginConfined
        case .respectful: .pluginRespectful
        case .discreet: .pluginDiscreet
        case .fresh: .pluginFresh
        case .harmless: .pluginHarmless
        case .authenticates: .pluginAuthenticates
        case .quiet: .pluginQuiet
        }
    }

    /// What to do about a plugin that breaks it.
    var help: String {
        switch self {
        case .loads:
            "catch what can go wrong at import and log it: Airflow drops a plugin that raises, and an exit ends the worker"
        case .exports: "set GOOGLE_CLOUD_PROJECT and GOOGLE_APPLICATION_CREDENTIALS before anything that can fail"
        case .bounded:
            "give each request a timeout, bound the attempts and the answer's size: Airflow waits for the import"
        case .confined:
            "ask only http://169.254.170.2$AWS_CONTAINER_CREDENTIALS_RELATIVE_URI, with `urllib.request.ProxyHandler({})`"
        case .respectful: "leave the variables that MWAA sets as they are, and remove AWS_* keys once they have expired"
        case .discreet: "log the kind of an error and the status, never an answer's body or a variable's value"
        case .fresh: "read the container endpoint again before the credentials expire, or use a template of this tool"
        case .harmless:
            "export AWS_CREDENTIAL_EXPIRATION with the keys and renew both before they expire, or export no AWS_* keys"
        case .authenticates:
            "give google-auth AWS credentials that are good whenever it signs, and leave AWS_REGION and the network to it"
        case .quiet: "return early, with one log line, where neither AWS_CONTAINER_CREDENTIALS_* variable is set"
        }
    }
}
