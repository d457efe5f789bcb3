import Glibc
import Synchronization

/// A line on standard error that says how far the work is: only on a terminal, and only when the work takes a while.
final class ProgressLine: Sendable {
    private struct State {
        var started: UInt64
        var drawn: UInt64 = 0
        var isShown = false
    }

    private let label: String
    private let isTerminal: Bool
    private let state: Mutex<State>

    init(label: String) {
        self.label = label
        isTerminal = isatty(STDERR_FILENO) == 1
        state = Mutex(State(started: Self.milliseconds()))
    }

    /// Notes progress; the line goes when all is done.
    func update(_ done: Int, of count: Int) {
        guard isTerminal else { return }
        state.withLock { state in
            let now = Self.milliseconds()
            if done == count {
                if state.isShown { Terminal.say("\r\u{1B}[K") }
            } else if now - state.started >= 300, now - state.drawn >= 100 {
                Terminal.say("\r" + Self.draw(label, done, count) + "\u{1B}[K")
                (state.drawn, state.isShown) = (now, true)
            }
        }
    }

    /// What the line says.
    static func draw(_ label: String, _ done: Int, _ count: Int) -> String {
        "\(label) \(done)/\(count)"
    }

    /// Of a clock that only goes forward.
    static func milliseconds() -> UInt64 {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return UInt64(time.tv_sec) * 1000 + UInt64(time.tv_nsec) / 1_000_000
    }
}
