import Glibc
import Synchronization

/// SIGINT and SIGTERM cancel the work instead of killing the process, so that it can clean up.
enum Interruption {
    private static let received = Atomic<Int32>(0)

    /// Keeps both signals from this thread, and from all that it starts from now on: only the thread that waits for them
    /// gets them. To be called before anything is started, so that no thread is left out.
    static func block() {
        var signals = watched()
        pthread_sigmask(SIG_BLOCK, &signals, nil)
    }

    /// Runs `body`; a signal cancels its task, and when it has ended the process dies of that signal.
    static func handled(_ body: @escaping @Sendable () async -> Void) async {
        let task = Task { await body() }
        startWaiting { number in
            received.store(number, ordering: .sequentiallyConsistent)
            task.cancel()
        }
        await task.value
        let number = received.load(ordering: .sequentiallyConsistent)
        if number != 0 { die(of: number) }
    }

    /// What the waiting thread gets; it owns it.
    private final class Waiting {
        let handler: @Sendable (Int32) -> Void

        init(_ handler: @escaping @Sendable (Int32) -> Void) {
            self.handler = handler
        }
    }

    private static func startWaiting(_ handler: @escaping @Sendable (Int32) -> Void) {
        var thread = pthread_t()
        let waiting = Unmanaged.passRetained(Waiting(handler))
        pthread_create(
            &thread, nil,
            { context in
                let waiting = Unmanaged<Waiting>.fromOpaque(context!).takeRetainedValue()
                var signals = Interruption.watched()
                var number: Int32 = 0
                if sigwait(&signals, &number) == 0 { waiting.handler(number) }
                return nil
            }, waiting.toOpaque())
        pthread_detach(thread)
    }

    /// Ends as the sender of the signal expects: the parent sees which it was.
    private static func die(of number: Int32) -> Never {
        signal(number, SIG_DFL)
        var signals = watched()
        pthread_sigmask(SIG_UNBLOCK, &signals, nil)
        raise(number)
        exit(128 + number)
    }

    private static func watched() -> sigset_t {
        var signals = sigset_t()
        sigemptyset(&signals)
        sigaddset(&signals, SIGINT)
        sigaddset(&signals, SIGTERM)
        return signals
    }
}
