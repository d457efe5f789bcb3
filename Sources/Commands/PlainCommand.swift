import ArgumentParser

/// A command that waits for nothing but its files and threads of its own: it needs no task to run in.
protocol PlainCommand: ParsableCommand {
    /// Whether a signal must not kill it on the spot, since it would leave temporary files.
    var needsCleaningUp: Bool { get }
}

extension PlainCommand {
    var needsCleaningUp: Bool { false }
}
