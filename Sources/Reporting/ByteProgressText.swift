/// Decides what to say of long work, and when; time and bytes are told to it.
///
/// On a terminal, a line that is drawn over again; elsewhere, as in CI, a plain line now and then.
package struct ByteProgressText: Sendable {
    private let label: String
    private let isTerminal: Bool
    /// Milliseconds, on the clock of the one who asks.
    private let started: Int
    private var spoke: Int?

    /// Work that is over before this many milliseconds is not spoken of.
    private var patience: Int { isTerminal ? 300 : 10_000 }
    private var interval: Int { isTerminal ? 100 : 10_000 }

    package init(label: String, isTerminal: Bool, at milliseconds: Int) {
        self.label = label
        self.isTerminal = isTerminal
        started = milliseconds
    }

    /// What to write on standard error now; `nil` for nothing. With the last byte the line goes away.
    package mutating func update(_ done: Int, of planned: Int, at milliseconds: Int) -> String? {
        guard done < planned else { return finish() }
        guard milliseconds - started >= patience, spoke.map({ milliseconds - $0 >= interval }) ?? true else {
            return nil
        }
        spoke = milliseconds
        let text = Self.line(label, done, planned, after: milliseconds - started)
        return isTerminal ? "\r\(text)\u{1B}[K" : text + "\n"
    }

    /// What makes the line go away; `nil` when there is none.
    package mutating func finish() -> String? {
        guard isTerminal, spoke != nil else { return nil }
        spoke = nil
        return "\r\u{1B}[K"
    }

    /// `packing 120.4 of 516.0 MB (23 %), 45.2 MB/s, 0:08 left`.
    package static func line(_ label: String, _ done: Int, _ planned: Int, after milliseconds: Int) -> String {
        let percent = Int(Double(done) * 100 / Double(planned))
        var text = "\(label) \(tenths(done)) of \(tenths(planned)) MB (\(percent) %)"
        // The first bytes tell nothing of the rest.
        guard percent > 0, milliseconds > 0 else { return text }
        let rate = Double(done) / Double(milliseconds) * 1000
        text += ", \(tenths(Int(rate))) MB/s"
        let seconds = Int((Double(planned - done) / rate).rounded(.up))
        let (minutes, rest) = seconds.quotientAndRemainder(dividingBy: 60)
        return text + ", \(minutes):\(rest < 10 ? "0" : "")\(rest) left"
    }

    /// Millions with one digit after the point, rounded down.
    private static func tenths(_ bytes: Int) -> String {
        "\(bytes / 1_000_000).\(bytes / 100_000 % 10)"
    }
}
