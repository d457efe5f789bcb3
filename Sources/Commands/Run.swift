import ArgumentParser
import Dispatch
import Glibc

extension MWAAGCP {
    /// Parses the command line, runs the command, and ends the process.
    ///
    /// A command that waits for nothing but its files runs at once, in this thread, and is spared what it takes to bring up
    /// the threads of Swift's concurrency: a few milliseconds.
    public static func run() -> Never {
        // A closed pipe and a size limit become errors of the call that meets them.
        signal(SIGPIPE, SIG_IGN)
        signal(SIGXFSZ, SIG_IGN)
        let words = CommandLine.arguments.dropFirst()
        if words.first == PackCommand.configuration.commandName,
            let command = PackCommand(plain: words.dropFirst())
        {
            runAtOnce(command)
        }
        let command: any ParsableCommand
        do {
            command = try parse(words)
        } catch {
            end(error)
        }
        if let command = command as? any PlainCommand { runAtOnce(command) }
        let work = Work(command: command)
        Task {
            await Interruption.handled { await run(work) }
            Glibc.exit(0)
        }
        dispatchMain()
    }

    /// What the command line asks for.
    ///
    /// To parse it from the root looks at every option of every subcommand, which takes longer than many a command's work. So
    /// first only the one that is named is asked; whatever it does not take as its own (mistakes, `--help`, subcommands of
    /// its own) goes through the root, which knows how to say it.
    private static func parse(_ words: ArraySlice<String>) throws -> any ParsableCommand {
        if let name = words.first,
            let named = configuration.subcommands.first(where: { $0.configuration.commandName == name }),
            let command = try? named.parseAsRoot(Array(words.dropFirst())), type(of: command) == named
        {
            return command
        }
        return try parseAsRoot()
    }

    /// Hands the command over to the task: nobody else has it.
    private struct Work: @unchecked Sendable {
        let command: any ParsableCommand
    }

    private static func runAtOnce(_ command: any PlainCommand) -> Never {
        if command.needsCleaningUp { Interruption.handled { run(command) } } else { run(command) }
        Glibc.exit(0)
    }

    private static func run(_ command: any PlainCommand) {
        var command = command
        do {
            try command.run()
        } catch {
            endUnlessInterrupted(error, of: type(of: command))
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
        } catch {
            endUnlessInterrupted(error, of: type(of: command))
        }
    }

    /// Returns when the error is but a consequence of a signal, of which the process is about to die.
    private static func endUnlessInterrupted(_ error: any Error, of command: any ParsableCommand.Type) {
        if error is CancellationError || (Interruption.isReceived && !(error is ValidationError)) { return }
        end(error, of: command)
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
        // The parser would first make the help of every command, to show nothing of it.
        if let code = error as? ExitCode { Glibc.exit(code.rawValue) }
        if exitCode(for: error) == .failure {
            // What no command foresaw is no finding: the tool could not do its work.
            Terminal.say("mwaa-gcp: \(message(for: error))\n")
            Glibc.exit(2)
        }
        exit(withError: error)
    }
}
