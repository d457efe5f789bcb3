import Glibc
import Synchronization

/// SIGINT and SIGTERM cancel the work instead of killing the process, so that it can clean up.
enum Interruption {
    private static let received = Atomic<Int32>(0)

    /// Runs `body`; a signal cancels its task, and when it has ended the process dies of that signal.
    static func handled(_ body: @escaping @Sendable () async -> Void) async {
        // Threads inherit the mask, so the signals reach the waiting thread alone.
        var signals = sigset_t()
        sigemptyset(&signals)
        sigaddset(&signals, SIGINT)
        sigaddset(&signals, SIGTERM)
        pthread_sigmask(SIG_BLOCK, &signals, nil)
        let task = Task { await body() }
        startWaiting { number in
            received.store(number, ordering: .sequentiallyConsistent)
            task.cancel()
        }
        await task.value
        let number = received.load(ordering: .sequentiallyConsistent)
        if number != 0 { die(of: number, signals) }
    }

    private static func startWaiting(_ handler: @escaping @Sendable (Int32) -> Void) {
        final class Box {
            let handler: @Sendable (Int32) -> Void
            init(_ handler: @escaping @Sendable (Int32) -> Void) { self.handler = handler }
        }
        var thread = pthread_t()
        let box = Unmanaged.passRetained(Box(handler))
        pthread_create(
            &thread, nil,
            { context in
                let box = Unmanaged<Box>.fromOpaque(context!).takeRetainedValue()
                var signals = sigset_t()
                sigemptyset(&signals)
                sigaddset(&signals, SIGINT)
                sigaddset(&signals, SIGTERM)
                var number: Int32 = 0
                if sigwait(&signals, &number) == 0 { box.handler(number) }
                return nil
            }, box.toOpaque())
        pthread_detach(thread)
    }

    /// Ends as the sender of the signal expects: the parent sees which it was.
    private static func die(of number: Int32, _ blocked: sigset_t) -> Never {
        signal(number, SIG_DFL)
        var blocked = blocked
        pthread_sigmask(SIG_UNBLOCK, &blocked, nil)
        raise(number)
        exit(128 + number)
    }
}
