extension Scenario {
    /// What a task must see that asks Google for a token.
    package enum ExchangeOutcome: Sendable, Hashable {
        /// A token, and with it a query that runs.
        case token
        /// An error of google-auth's in which one of these words is; any error where there are none. It is Google's
        /// doing or the environment's, and no fault of a plugin.
        case error([String])
        /// Either of the two: versions of google-auth and plugins differ.
        case either([String])
    }
}
