import Synchronization

/// So many scenarios may run side by side, whichever host they run on. Of those that wait for a place the longest is next, so
/// that none of the long ones is left for the end, when nothing else would run beside it.
final class Places: Sendable {
    private struct State {
        var free: Int
        var waiting: [(length: Int, continuation: CheckedContinuation<Void, Never>)] = []
    }

    private let state: Mutex<State>

    init(_ count: Int) {
        state = Mutex(State(free: count))
    }

    /// How many wait for a place.
    var waiting: Int { state.withLock { $0.waiting.count } }

    var isFree: Bool { state.withLock { $0.free > 0 } }

    /// Runs `body` as soon as there is a place; of several of one length the first that asked is first.
    func run<Result: Sendable>(length: Int, _ body: () async -> Result) async -> Result {
        await withCheckedContinuation { continuation in
            let isFree = state.withLock { state in
                if state.free > 0 {
                    state.free -= 1
                    return true
                }
                state.waiting.append((length, continuation))
                return false
            }
            if isFree { continuation.resume() }
        }
        defer { leave() }
        return await body()
    }

    /// Makes room for so many more.
    func add(_ count: Int) {
        for _ in 0..<count { leave() }
    }

    private func leave() {
        let next = state.withLock { state -> CheckedContinuation<Void, Never>? in
            guard let longest = state.waiting.map(\.length).max(),
                let index = state.waiting.firstIndex(where: { $0.length == longest })
            else {
                state.free += 1
                return nil
            }
            return state.waiting.remove(at: index).continuation
        }
        next?.resume()
    }
}
