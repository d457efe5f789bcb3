import ArgumentParser
import Diagnostics
import Files
import Glibc
import Pipeline
import Reporting

/// How a command tells what it found.
struct ReportOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "The format of the report on standard output: text, concise, json, sarif, junit or github.",
            valueName: "format"))
    var outputFormat = ReportFormat.text

    @Flag(help: "Treat warnings as errors in the exit status.")
    var strict = false

    @Option(help: "Colours in text: auto, always or never.")
    var color = ColorChoice.auto

    init() {}

    /// What the parser takes when none of them is given.
    static var standard: Self {
        var options = Self()
        (options.outputFormat, options.strict, options.color) = (.text, false, .auto)
        return options
    }

    enum ColorChoice: String, ExpressibleByArgument, CaseIterable {
        case auto, always, never

        var flag: Bool? {
            switch self {
            case .auto: nil
            case .always: true
            case .never: false
            }
        }
    }

    /// Writes the report, and ends the command with its exit status.
    ///
    /// - Parameters:
    ///   - secrets: what must not be shown.
    ///   - besideData: whether standard output carries something else, so that the report goes to standard error.
    func finish(_ report: Report, secrets: [String] = [], besideData: Bool = false) throws -> Never {
        let shown = presentation(secrets: secrets, on: besideData ? STDERR_FILENO : STDOUT_FILENO)
        let text = outputFormat.render(report, shown)
        if besideData { Terminal.say(text) } else { try Terminal.write(text) }
        throw ExitCode(report.exitStatus(strict: strict))
    }

    /// How things are shown on a stream.
    func presentation(secrets: [String] = [], on descriptor: Int32) -> Presentation {
        var presentation = Presentation()
        presentation.mask = SecretMask(known: secrets)
        presentation.style = .choose(
            flag: color.flag, environment: Terminal.environment, isTerminal: isatty(descriptor) == 1)
        presentation.isStrict = strict
        presentation.toolVersion = toolVersion
        presentation.workingDirectory = Tree.absolute(".")
        return presentation
    }

    /// Runs the work of a command, and reports what made it impossible.
    ///
    /// - Parameter needsSoundInputs: whether any error that stops the work means that the tool could not do it.
    func reporting(
        _ command: String, needsSoundInputs: Bool = false, _ work: () async throws -> (Report, [String])
    ) async throws {
        let result: Result<(Report, [String]), any Error>
        do { result = .success(try await work()) } catch { result = .failure(error) }
        try finish(command, result, needsSoundInputs: needsSoundInputs)
    }

    /// The same for work that runs in no task.
    func reporting(_ command: String, _ work: () throws -> (Report, [String])) throws {
        try finish(command, Result { try work() }, needsSoundInputs: false)
    }

    private func finish(
        _ command: String, _ result: Result<(Report, [String]), any Error>, needsSoundInputs: Bool
    ) throws {
        do {
            let (report, secrets) = try result.get()
            try finish(report, secrets: secrets)
        } catch let error as DiagnosedError {
            // What fails because it was interrupted is no finding.
            try Interruption.check()
            var report = Report(command: command, diagnostics: error.diagnostics)
            report.needsSoundInputs = needsSoundInputs
            try finish(report)
        }
    }
}

extension ReportFormat: ExpressibleByArgument {}
