import Glibc
import PluginArchive
import Synchronization

/// SIGINT, SIGTERM and SIGHUP cancel the work instead of killing the process, so that it can clean up.
///
/// By handlers, and a pipe for work in a task: blocking the signals would not do, since libdispatch waits for ever in the main thread with none
/// of them blocked.
enum Interruption {
    private static let received = Atomic<Int32>(0)
    /// Where the handler tells the waiting thread, if there is one.
    private static let tell = Atomic<Int32>(-1)

    /// Turned by the signal, for work that runs in no task.
    static let cancellation = CancellationSwitch()

    /// Runs `body`; a signal cancels its task, and when it has ended the process dies of that signal.
    static func handled(_ body: @escaping @Sendable () async -> Void) async {
        let task = Task { await body() }
        wait { task.cancel() }
        catchSignals()
        await task.value
        dieIfReceived()
    }

    /// Runs `body`; a signal turns ``cancellation``, and when `body` has ended the process dies of that signal.
    static func handled(_ body: () -> Void) {
        catchSignals()
        body()
        dieIfReceived()
    }

    /// - Throws: `CancellationError` when a signal has come.
    static func check() throws {
        if isReceived { throw CancellationError() }
    }

    static var isReceived: Bool { received.load(ordering: .sequentiallyConsistent) != 0 }

    /// Calls `handler` on a thread of its own when a signal has come: to cancel a task is nothing for a signal's handler.
    private static func wait(_ handler: @escaping @Sendable () -> Void) {
        var ends: [Int32] = [-1, -1]
        guard pipe(&ends) == 0 else { return }
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        tell.store(ends[1], ordering: .sequentiallyConsistent)
        startWaiting(at: ends[0], handler)
    }

    private static func catchSignals() {
        var signals = sigset_t()
        sigemptyset(&signals)
        // The handler must not be the first to use the switch: making it allocates memory.
        withExtendedLifetime(cancellation) {
            for number in [SIGINT, SIGTERM, SIGHUP] {
                catchSignal(number)
                sigaddset(&signals, number)
            }
        }
        // A program that starts this one from a thread of libdispatch hands that thread's mask down, in which they are blocked.
        pthread_sigmask(SIG_UNBLOCK, &signals, nil)
    }

    private static func dieIfReceived() {
        let number = received.load(ordering: .sequentiallyConsistent)
        if number != 0 { die(of: number) }
    }

    private static func catchSignal(_ number: Int32) {
        var action = sigaction()
        // What somebody wants ignored, such as a shell for a job in the background, stays ignored.
        guard sigaction(number, nil, &action) == 0,
            unsafeBitCast(action.__sigaction_handler.sa_handler, to: Int.self) != unsafeBitCast(SIG_IGN, to: Int.self)
        else { return }
        action.sa_flags = SA_RESTART
        action.__sigaction_handler.sa_handler = { number in
            // Whoever was interrupted may be about to read it.
            let before = errno
            defer { errno = before }
            Interruption.received.store(number, ordering: .sequentiallyConsistent)
            Interruption.cancellation.turn()
            let end = Interruption.tell.load(ordering: .sequentiallyConsistent)
            var byte: UInt8 = 0
            if end >= 0 { _ = write(end, &byte, 1) }
        }
        sigaction(number, &action, nil)
    }

    /// What the waiting thread gets; it owns it.
    private final class Waiting {
        let descriptor: Int32
        let handler: @Sendable () -> Void

        init(descriptor: Int32, handler: @escaping @Sendable () -> Void) {
            self.descriptor = descriptor
            self.handler = handler
        }
    }

    private static func startWaiting(at descriptor: Int32, _ handler: @escaping @Sendable () -> Void) {
        var thread = pthread_t()
        let waiting = Unmanaged.passRetained(Waiting(descriptor: descriptor, handler: handler))
        pthread_create(
            &thread, nil,
            { context in
                let waiting = Unmanaged<Waiting>.fromOpaque(context!).takeRetainedValue()
                var byte: UInt8 = 0
                while read(waiting.descriptor, &byte, 1) < 0, errno == EINTR {}
                waiting.handler()
                return nil
            }, waiting.toOpaque())
        pthread_detach(thread)
    }

    /// Ends as the sender of the signal expects: the parent sees which it was.
    private static func die(of number: Int32) -> Never {
        signal(number, SIG_DFL)
        raise(number)
        exit(128 + number)
    }
}
