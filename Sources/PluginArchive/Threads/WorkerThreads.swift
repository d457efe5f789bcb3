import Glibc
import Synchronization

/// Threads outside the cooperative pool, for work that computes long or waits for a disk.
enum WorkerThreads {
    /// One for each processor that is online, at most eight: beyond that the disk and the memory bound are the limit.
    package static var sensibleCount: Int {
        min(max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN))), 8)
    }

    /// Runs `body` on `count` threads, the caller's among them, and returns when all have ended.
    static func run(_ count: Int, _ body: @escaping @Sendable () -> Void) {
        let threads = (1..<max(1, count)).compactMap { _ in start(body) }
        body()
        for thread in threads { pthread_join(thread, nil) }
    }

    /// Runs `body` on a thread of its own while the calling task is suspended. `body` gets a switch that is turned when
    /// the task is cancelled.
    static func run<Result: Sendable>(
        _ body: @escaping @Sendable (CancellationSwitch) throws -> Result
    ) async throws -> Result {
        let cancellation = CancellationSwitch()
        return try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                let work: @Sendable () -> Void = {
                    continuation.resume(with: Swift.Result { try body(cancellation) })
                }
                if let thread = start(work) { pthread_detach(thread) } else { work() }
            }
        } onCancel: {
            cancellation.turn()
        }
    }

    /// `nil` when the system grants no more threads.
    private static func start(_ body: @escaping @Sendable () -> Void) -> pthread_t? {
        var thread = pthread_t()
        let box = Unmanaged.passRetained(Body(body))
        let status = pthread_create(
            &thread, nil,
            { argument in
                Unmanaged<Body>.fromOpaque(argument!).takeRetainedValue().run()
                return nil
            }, box.toOpaque())
        guard status == 0 else {
            box.release()
            return nil
        }
        return thread
    }

    private final class Body: Sendable {
        let run: @Sendable () -> Void

        init(_ run: @escaping @Sendable () -> Void) {
            self.run = run
        }
    }
}

/// Tells work on other threads to stop.
package final class CancellationSwitch: Sendable {
    private let state = Atomic(false)

    package init() {}

    /// Work stops soon, throwing `CancellationError`.
    package func turn() {
        state.store(true, ordering: .relaxed)
    }

    var isTurned: Bool { state.load(ordering: .relaxed) }

    func check() throws {
        if isTurned { throw CancellationError() }
    }
}
