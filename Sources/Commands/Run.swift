import ArgumentParser
import Dispatch
import Glibc

extension MWAAGCP {
    /// Parses the command line, runs the command, and ends the process.
    ///
    /// A command that leaves nothing behind when a signal kills it runs at once, in this thread, and is spared what it takes
    /// to bring up the threads of Swift's concurrency: a few milliseconds.
    public static func run() -> Never {
        // A closed pipe and a size limit become errors of the call that meets them.
        signal(SIGPIPE, SIG_IGN)
        signal(SIGXFSZ, SIG_IGN)
        let command: any ParsableCommand
        do {
            command = try parseAsRoot()
        } catch {
            end(error)
        }
        if let command = command as? any PlainCommand, !command.needsCleaningUp {
            run(command)
            Glibc.exit(0)
        }
        let work = Work(command: command)
        Task {
            await Interruption.handled { await run(work) }
            Glibc.exit(0)
        }
        dispatchMain()
    }

    /// Hands the command over to the task: nobody else has it.
    private struct Work: @unchecked Sendable {
        let command: any ParsableCommand
    }

    private static func run(_ command: any PlainCommand) {
        var command = command
        do {
            try command.run()
        } catch {
            end(error, of: type(of: command))
        }
    }

    private static func run(_ work: Work) async {
        var command = work.command
        do {
            if var command = command as? any AsyncParsableCommand {
                try await command.run()
            } else {
                try command.run()
            }
        } catch is CancellationError {
            return
        } catch {
            if Task.isCancelled, !(error is ValidationError) { return }
            end(error, of: type(of: command))
        }
    }

    private static func end(_ error: any Error, of command: any ParsableCommand.Type) -> Never {
        if let error = error as? ValidationError { endInUsageError(error, of: command) }
        end(error)
    }

    /// Ends the process as the parser does for an error of its own: its `exit(withError:)` knows the root command, but not
    /// the one that threw.
    private static func endInUsageError(_ error: ValidationError, of command: any ParsableCommand.Type) -> Never {
        let name = ["mwaa-gcp", command.configuration.commandName].compactMap { $0 }.joined(separator: " ")
        Terminal.say(
            """
            Error: \(error.message)
            Usage: \(usageString(for: command))
              See '\(name) --help' for more information.

            """)
        Glibc.exit(ExitCode.validationFailure.rawValue)
    }

    /// Ends the process with what a command or the parser threw.
    private static func end(_ error: any Error) -> Never {
        if !(error is ExitCode), exitCode(for: error) == .failure {
            // What no command foresaw is no finding: the tool could not do its work.
            Terminal.say("mwaa-gcp: \(message(for: error))\n")
            Glibc.exit(2)
        }
        exit(withError: error)
    }
}
