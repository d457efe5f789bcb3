/// What a credential config says, once it could be read: the parts that other stages need.
package struct CredentialConfig: Sendable, Hashable {
    package let audience: Audience
    /// Where the signed AWS request is exchanged for a federated token.
    package let tokenURL: String
    /// `regional_cred_verification_url` as written, usually with `{region}` in it.
    package let verificationURL: String
    /// `nil` when the federated token itself is used.
    package let impersonation: Impersonation?
    /// `googleapis.com` unless the config names another.
    package let universeDomain: String

    /// The service account that the federated identity acts as.
    package struct Impersonation: Sendable, Hashable {
        package let url: String
        package let account: ServiceAccount
        /// `token_lifetime_seconds`, where it is a whole number.
        package let lifetimeSeconds: Int?
    }
}
