import Synchronization

/// Which scenarios of a host met the time limit. When enough have, those that come later in the report are left out: later in
/// the report, not in time, which would depend on the machine.
final class TimeLimits: Sendable {
    private let enough: Int
    private let met = Mutex<[Int]>([])

    init(enough: Int) {
        self.enough = enough
    }

    /// Notes that the scenario at this place of the report met the limit.
    func note(_ index: Int) { met.withLock { $0.append(index) } }

    /// Whether enough of those before this place are known to have met it.
    func leavesOut(_ index: Int) -> Bool { met.withLock { $0.count { $0 < index } } >= enough }
}
