extension Scenario {
    /// A look at the AWS credentials that Google's and Amazon's libraries would use at this moment.
    package struct Question: Sendable, Hashable {
        /// The process that is asked, as a phrase: "a task that was forked from the worker".
        package var process: String
        /// Ask google-auth what it would sign with.
        package var asksGoogleAuth: Bool
        /// Ask botocore's default chain.
        package var asksBotocore: Bool
        /// Besides the clients that were made early in the process's life, ask new ones.
        package var asksNewClients: Bool

        package init(
            _ process: String, googleAuth: Bool = true, botocore: Bool = true, newClients: Bool = false
        ) {
            self.process = process
            asksGoogleAuth = googleAuth
            asksBotocore = botocore
            asksNewClients = newClients
        }
    }
}
