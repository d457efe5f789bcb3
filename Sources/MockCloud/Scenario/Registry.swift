import Synchronization

/// The scenarios of one mock cloud, and what came that belongs to none.
final class Registry: Sendable {
    let identities: TLSIdentities
    private let state = Mutex(State())

    private struct State {
        var scenarios: [String: Scenario] = [:]
        var strays: [String] = []
    }

    /// How many strays are remembered.
    static let strayLimit = 100

    init(identities: TLSIdentities) {
        self.identities = identities
    }

    /// `false` when there is a scenario of that id.
    func open(_ scenario: Scenario) -> Bool {
        state.withLock { state in
            guard state.scenarios[scenario.id] == nil else { return false }
            state.scenarios[scenario.id] = scenario
            return true
        }
    }

    func scenario(_ id: String) -> Scenario? {
        state.withLock { $0.scenarios[id] }
    }

    func remove(_ id: String) {
        state.withLock { $0.scenarios[id] = nil }
    }

    func remember(stray: String) {
        state.withLock { state in
            if state.strays.count < Self.strayLimit { state.strays.append(stray) }
        }
    }

    var strays: [String] { state.withLock { $0.strays } }
}
