/// A caller's turn with a service: what it meets is decided when it comes, before its request is known.
///
/// So two callers side by side meet the same in every run.
struct Visit {
    /// Unlike that of every other visit to the cloud.
    let number: Int
    let address: Address
    let route: Route
    let answer: Answer
    /// Made for this visit, whether or not it gets to ask for them.
    let credential: IssuedCredential?
    /// In the caller's time.
    let start: VirtualTime
}

/// What a service has to say to a request.
struct Exchange {
    var reply: Reply
    /// How the reply goes out, under which name.
    var answer: Answer
    /// What was wrong with the request; `nil`: nothing.
    var problem: String?
    /// The number of the credentials in the reply.
    var credential: Int?

    /// A refusal goes out whole and at once, whatever the script has.
    static func refusal(_ reply: Reply, _ problem: String) -> Self {
        Self(reply: reply, answer: Answer("refusal"), problem: problem)
    }
}

/// Why a service will not do what a request asks for.
struct ServiceRefusal: Error {
    let reply: Reply
    /// For the ledger: a headline without a full stop, and without secrets.
    let reason: String
}
