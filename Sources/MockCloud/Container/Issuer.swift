/// How the container endpoint hands out credentials in one scenario.
package struct Issuer: Sendable, Hashable {
    /// Seconds from issue to expiration. AWS documents six hours for task credentials.
    package var lifetime: Int64
    package var rotation: Rotation

    package init(lifetime: Int64 = 6 * 3_600, rotation: Rotation = .every(seconds: 5 * 3_600)) {
        self.lifetime = lifetime
        self.rotation = rotation
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
    private var current: [Int64: Int] = [:]
    private(set) var all: [IssuedCredential] = []

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
        let window: Int64
        let issuedAt: VirtualTime
        switch issuer.rotation {
        case .eachConnection:
            return add(issuedAt: time, expiration: time + issuer.lifetime)
        case .every(let seconds):
            let period = max(1, seconds)
            let age = VirtualTime(nanoseconds: time.nanoseconds - first.nanoseconds)
            window = max(0, age.seconds) / period
            issuedAt = first + window * period
        case .at(let times):
            let passed = times.prefix { $0 <= time }
            window = Int64(passed.count)
            issuedAt = passed.last ?? first
        }
        if let index = current[window] { return all[index] }
        current[window] = all.count
        return add(issuedAt: issuedAt, expiration: issuedAt + issuer.lifetime)
    }

    private mutating func add(issuedAt: VirtualTime, expiration: VirtualTime) -> IssuedCredential {
        let number = all.count + 1
        let keys = KeyMaterial(seed: "\(scenario)/\(number)")
        let credential = IssuedCredential(
            number: number, accessKeyId: keys.accessKeyId, secretAccessKey: keys.secretAccessKey, token: keys.token,
            issuedAt: issuedAt, expiration: expiration)
        all.append(credential)
        return credential
    }
}
