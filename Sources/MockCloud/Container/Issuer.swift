/// How the container endpoint hands out credentials in one scenario.
package struct Issuer: Sendable, Hashable {
    /// Seconds from issue to expiration. AWS documents six hours for task credentials.
    package var lifetime: Int64
    package var rotation: Rotation

    package init(lifetime: Int64 = 6 * 3_600, rotation: Rotation = .every(seconds: 5 * 3_600)) {
        self.lifetime = lifetime
        self.rotation = rotation
    }

    /// Whether a caller would get credentials at `time` that have not expired.
    ///
    /// - Parameter first: when the first connection to the endpoint was opened.
    package func hasGoodCredentials(at time: VirtualTime, first: VirtualTime) -> Bool {
        issue(at: time, first: first) + lifetime > time
    }

    /// When the credentials were made that a caller gets at `time`.
    func issue(at time: VirtualTime, first: VirtualTime) -> VirtualTime {
        switch rotation {
        case .eachConnection: return time
        case .every(let seconds):
            let period = max(1, seconds)
            let age = VirtualTime(nanoseconds: time.nanoseconds - first.nanoseconds)
            return first + max(0, age.seconds) / period * period
        case .at(let times): return times.last { $0 <= time } ?? first
        }
    }

    /// When new credentials take the place of the old ones, which go on being good until they expire. Each caller in
    /// between gets the same ones, as from the real endpoint.
    package enum Rotation: Sendable, Hashable {
        /// Every so many seconds (at least 1), counted from the scenario's first connection to the endpoint.
        case every(seconds: Int64)
        /// At these times, in ascending order.
        case at([VirtualTime])
        /// For each connection.
        case eachConnection
    }
}

/// Credentials that the mock made up, and remembers.
package struct IssuedCredential: Sendable, Hashable {
    /// Counts from 1 in the scenario. A number is missing when its credentials were made but never sent.
    package let number: Int
    /// `ASIA` and 16 capitals or digits.
    package let accessKeyId: String
    /// 40 characters, `/` and `+` among them.
    package let secretAccessKey: String
    /// A long session token with `/`, `+` and `=` in it.
    package let token: String
    package let issuedAt: VirtualTime
    package let expiration: VirtualTime
}

/// The credentials issued so far in one scenario.
///
/// They are made when a connection is opened, not when its request has arrived, so that two callers side by side get
/// the same ones in every run.
struct IssuedCredentials {
    private let scenario: String
    private let issuer: Issuer
    private var first: VirtualTime?
    /// The credentials that each caller gets between two rotations, by the time of their making.
    private var current: [VirtualTime: IssuedCredential] = [:]
    private var count = 0
    /// In order of their numbers; the oldest are forgotten when they are very many, for a cloud that runs for days.
    private(set) var all: [IssuedCredential] = []
    private static let limit = 10_000

    init(scenario: String, issuer: Issuer) {
        self.scenario = scenario
        self.issuer = issuer
    }

    /// The credentials for a connection opened at `time`; with a `lifetime`, ones of their own that last so many
    /// seconds from `time`.
    mutating func issue(at time: VirtualTime, lifetime: Int64?) -> IssuedCredential {
        let first = first ?? time
        self.first = first
        if let lifetime {
            return add(issuedAt: time + (lifetime - issuer.lifetime), expiration: time + lifetime)
        }
        let issuedAt = issuer.issue(at: time, first: first)
        guard issuer.rotation != .eachConnection else {
            return add(issuedAt: issuedAt, expiration: issuedAt + issuer.lifetime)
        }
        if let credential = current[issuedAt] { return credential }
        let credential = add(issuedAt: issuedAt, expiration: issuedAt + issuer.lifetime)
        if current.count >= Self.limit { current = [:] }
        current[issuedAt] = credential
        return credential
    }

    private mutating func add(issuedAt: VirtualTime, expiration: VirtualTime) -> IssuedCredential {
        count += 1
        let number = count
        let keys = KeyMaterial(seed: "\(scenario)/\(number)")
        let credential = IssuedCredential(
            number: number, accessKeyId: keys.accessKeyId, secretAccessKey: keys.secretAccessKey, token: keys.token,
            issuedAt: issuedAt, expiration: expiration)
        if all.count >= 2 * Self.limit { all.removeFirst(Self.limit) }
        all.append(credential)
        return credential
    }
}
