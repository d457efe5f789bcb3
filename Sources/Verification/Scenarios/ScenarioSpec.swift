import MWAAReleases
import SpannedJSON

/// What the driver gets to play one scenario.
struct ScenarioSpec {
    var id: String
    var port: Int
    var runsInRealTime: Bool
    var start: Int64
    var horizon: Int
    var directory: String
    var environment: [String: String]
    var folder: String
    /// Where compiled plugins are kept for all scenarios.
    var code: String
    var config: String
    /// `regexp` or `glob`: how `.airflowignore` is read.
    var ignoreSyntax: String
    var steps: [Scenario.Step]
    /// Whether a process is kept from before the plugins' import, for steps that start new interpreters.
    var startsInterpreters: Bool

    var json: String {
        JSONOutput.object([
            ("id", .string(id)),
            ("port", .int(port)),
            ("real_time", .bool(runsInRealTime)),
            ("start", .int(Int(start))),
            ("horizon", .int(horizon)),
            ("directory", .string(directory)),
            ("code", .string(code)),
            ("environment", .object(environment.sorted { $0.key < $1.key }.map { ($0.key, .string($0.value)) })),
            ("arguments", .array([.string("airflow"), .string("celery"), .string("worker")])),
            ("starts_interpreters", .bool(startsInterpreters)),
            ("steps", .array(steps.map(output))),
        ]).compact()
    }

    private func output(_ step: Scenario.Step) -> JSONOutput {
        func told(_ name: String, _ members: (String, JSONOutput)...) -> JSONOutput {
            .object([("do", .string(name))] + members)
        }
        return switch step {
        case .load: told("load", ("folder", .string(folder)), ("ignore_syntax", .string(ignoreSyntax)))
        case .parse(let version):
            told(
                "parse", ("folder", .string(folder)), ("ignore_syntax", .string(ignoreSyntax)),
                ("version", .array([.int(version.major), .int(version.minor)])))
        case .environment: told("environment")
        case .sleep(let seconds): told("sleep", ("seconds", .double(seconds)))
        case .fork(let steps): told("fork", ("steps", .array(steps.map(output))))
        case .interpreter(let steps): told("interpreter", ("steps", .array(steps.map(output))))
        case .at(let hours, let steps):
            told("at", ("hours", .array(hours.map { .double($0) })), ("steps", .array(steps.map(output))))
        case .thread(let steps): told("thread", ("steps", .array(steps.map(output))))
        case .together(let threads, let steps):
            told("together", ("threads", .int(threads)), ("steps", .array(steps.map(output))))
        case .importGoogleAuth: told("import-google-auth")
        case .makeSession: told("make-session")
        case .authenticate(let process):
            told("authenticate", ("asking", .string(process)), ("config", .string(config)))
        case .ask(let question):
            told(
                "ask", ("process", .string(question.process)), ("config", .string(config)),
                ("google_auth", .bool(question.asksGoogleAuth)), ("botocore", .bool(question.asksBotocore)),
                ("new_clients", .bool(question.asksNewClients)))
        }
    }
}
