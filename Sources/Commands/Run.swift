import ArgumentParser
import Glibc

extension MWAAGCP {
    /// Parses the command line, runs the command, and ends the process.
    public static func run() async -> Never {
        // A closed pipe and a size limit become errors of the call that meets them.
        signal(SIGPIPE, SIG_IGN)
        signal(SIGXFSZ, SIG_IGN)
        await Interruption.handled {
            do {
                var command = try parseAsRoot()
                if var command = command as? any AsyncParsableCommand {
                    try await command.run()
                } else {
                    try command.run()
                }
            } catch is CancellationError {
                return
            } catch {
                if Task.isCancelled { return }
                exit(withError: error)
            }
        }
        Glibc.exit(0)
    }
}
