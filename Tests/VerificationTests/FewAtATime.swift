import Synchronization
import Testing

extension Trait where Self == FewAtATime {
    /// For suites whose cases each start a Python host: all at once, which is how cases run, they only wait for each
    /// other, and longer than their limits of real time allow.
    static var fewAtATime: FewAtATime { FewAtATime() }
}

/// Lets as many cases run at a time as ``Gate`` lets in.
struct FewAtATime: SuiteTrait, TestTrait, TestScoping {
    let isRecursive = true

    func provideScope(
        for test: Test, testCase: Test.Case?, performing function: @Sendable () async throws -> Void
    ) async throws {
        guard testCase != nil else { return try await function() }
        await Gate.shared.enter()
        defer { Gate.shared.leave() }
        try await function()
    }
}

/// A semaphore that tasks can wait for, first come, first served.
private final class Gate: Sendable {
    static let shared = Gate(places: 3)

    private let state: Mutex<(places: Int, waiting: [CheckedContinuation<Void, Never>])>

    init(places: Int) {
        state = Mutex((places, []))
    }

    func enter() async {
        await withCheckedContinuation { continuation in
            let isFree = state.withLock { state in
                guard state.places > 0 else {
                    state.waiting.append(continuation)
                    return false
                }
                state.places -= 1
                return true
            }
            if isFree { continuation.resume() }
        }
    }

    func leave() {
        let next = state.withLock { state -> CheckedContinuation<Void, Never>? in
            guard !state.waiting.isEmpty else {
                state.places += 1
                return nil
            }
            return state.waiting.removeFirst()
        }
        next?.resume()
    }
}
