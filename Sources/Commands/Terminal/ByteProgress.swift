import Glibc
import Reporting
import Synchronization

/// Tells on standard error how far long work on bytes is.
final class ByteProgress: Sendable {
    private let text: Mutex<ByteProgressText>

    init(label: String) {
        text = Mutex(
            ByteProgressText(
                label: label, isTerminal: isatty(STDERR_FILENO) == 1, at: Int(ProgressLine.milliseconds())))
    }

    func update(_ done: Int, of planned: Int) {
        let now = Int(ProgressLine.milliseconds())
        if let said = text.withLock({ $0.update(done, of: planned, at: now) }) { Terminal.say(said) }
    }

    /// Clears the line, whatever became of the work.
    func finish() {
        if let said = text.withLock({ $0.finish() }) { Terminal.say(said) }
    }
}
