/// An access token that the mock made up, and remembers.
package struct IssuedToken: Sendable, Hashable {
    /// Begins as Google's do: `ya29.d.` for a federated one, `ya29.c.` for a service account's.
    package let text: String
    package let holder: Holder
    package let scopes: [String]
    package let issuedAt: VirtualTime
    package let expiration: VirtualTime

    /// Whose the token is.
    package enum Holder: Sendable, Hashable {
        /// An identity of the pool: the session of a role at AWS.
        case identity(RoleSession)
        /// A service account by its e-mail address.
        case serviceAccount(String)
    }

    /// What to call it in messages.
    var kind: String {
        switch holder {
        case .identity: "federated token"
        case .serviceAccount: "service account's token"
        }
    }
}

/// The access tokens issued so far: the newest ones, for a cloud that runs for days.
struct TokenBook {
    private var tokens: [String: IssuedToken] = [:]
    private var order: [String] = []
    /// The oldest half is forgotten when there are twice as many.
    private static let limit = 5_000

    mutating func add(_ token: IssuedToken) {
        if order.count >= 2 * Self.limit {
            for text in order.prefix(Self.limit) { tokens[text] = nil }
            order.removeFirst(Self.limit)
        }
        tokens[token.text] = token
        order.append(token.text)
    }

    subscript(text: String) -> IssuedToken? { tokens[text] }

    /// In order of issue.
    var all: [IssuedToken] { order.compactMap { tokens[$0] } }
}
