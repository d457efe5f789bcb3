import ArgumentParser
import Diagnostics
import Glibc
import MockCloud
import Pipeline
import Reporting

struct ServeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "serve", abstract: "Play the cloud for a local runner or containers.",
        discussion: """
            Answers as the container credential endpoint and, through HTTPS_PROXY, as Google's token service, IAM Credentials, \
            Resource Manager and BigQuery, in TLS with certificates made for the run. It prints the variables to set and then \
            each request. Nothing is passed on: other hosts are refused. SIGINT or SIGTERM ends it, with status 0.

            EXAMPLES
              mwaa-gcp serve --ca-file ca.pem
              mwaa-gcp serve --ca-file ca.pem --credential-config gcp.json --fault sts=google-unavailable,normal
              mwaa-gcp serve --listen 169.254.170.2:80 --ca-file /shared/ca.pem --output-format json
            """)

    @Option(help: ArgumentHelp("Where to listen; port 0 takes any that is free.", valueName: "host:port"))
    var listen = "127.0.0.1:8433"

    @Option(help: ArgumentHelp("Where to write the certificate that callers have to trust.", valueName: "file"))
    var caFile: String?

    @Option(
        help: ArgumentHelp(
            "The credential config of the callers: only its provider and service account are there (default: any).",
            valueName: "file"))
    var credentialConfig: String?

    @Option(help: ArgumentHelp("The AWS region to print among the variables.", valueName: "region"))
    var region = "us-east-1"

    @Option(
        help: ArgumentHelp(
            "What a service answers, first to last; the last repeats. Services: container, sts, iamcredentials, cloudresourcemanager, bigquery.",
            valueName: "service=answer,..."))
    var fault: [String] = []

    @Flag(help: "Print the answers that --fault knows, and end.")
    var listFaults = false

    @Option(help: ArgumentHelp("How requests are shown on standard output: text or json.", valueName: "format"))
    var outputFormat = LiveFormat.text

    func validate() throws {
        _ = try address()
        _ = try faults()
    }

    func run() async throws {
        if listFaults {
            let width = Answer.kinds.map(\.form.count).max() ?? 0
            return try Terminal.write(
                Answer.kinds.map { kind in
                    "\(kind.form)\(String(repeating: " ", count: width - kind.form.count))  \(kind.meaning)\n"
                }.joined())
        }
        let (host, port) = try address()
        var stage = ServeStage(host: host, port: port)
        stage.faults = try faults()
        stage.credentialConfig = credentialConfig
        stage.certificateFile = caFile
        stage.region = region
        let live = LiveOutput(format: outputFormat)
        do {
            try await stage.run(report: { live.add($0) }) { running in
                try live.begin(running)
                // Ends when the task is cancelled, which a signal does.
                try await live.show()
            }
        } catch let error as DiagnosedError {
            try fail(Report(command: "serve", diagnostics: error.diagnostics))
        }
        try live.end()
        // To be stopped is how a server ends well.
        if Task.isCancelled { Glibc.exit(0) }
    }

    private func fail(_ report: Report) throws -> Never {
        var presentation = Presentation()
        presentation.toolVersion = toolVersion
        presentation.style = .choose(
            flag: nil, environment: Terminal.environment, isTerminal: isatty(STDERR_FILENO) == 1)
        Terminal.say(ReportFormat.text.render(report, presentation))
        throw ExitCode(report.exitStatus(strict: false))
    }

    private func address() throws -> (host: String, port: Int) {
        guard let colon = listen.lastIndex(of: ":"), let port = UInt16(listen[listen.index(after: colon)...]) else {
            throw ValidationError("--listen takes HOST:PORT, such as 127.0.0.1:8433 or [::1]:0.")
        }
        var host = listen[..<colon]
        if host.hasPrefix("["), host.hasSuffix("]") { host = host.dropFirst().dropLast() }
        guard !host.isEmpty else {
            throw ValidationError("--listen needs a host before the colon, such as 127.0.0.1 or 0.0.0.0.")
        }
        return (String(host), Int(port))
    }

    private func faults() throws -> [ServiceFault] {
        try fault.map { text in
            do throws(ServiceFault.Problem) {
                return try ServiceFault(text)
            } catch {
                throw ValidationError("--fault: \(error.text).")
            }
        }
    }
}
