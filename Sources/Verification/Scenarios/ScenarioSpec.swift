import SpannedJSON

/// What the driver gets to play one scenario.
struct ScenarioSpec {
    var id: String
    var port: Int
    var start: Int64
    var horizon: Int
    var directory: String
    var environment: [String: String]
    var folder: String
    var config: String
    /// `regexp` or `glob`: how `.airflowignore` is read.
    var ignoreSyntax: String
    var steps: [Scenario.Step]

    var json: String {
        JSONOutput.object([
            ("id", .string(id)),
            ("port", .int(port)),
            ("start", .int(Int(start))),
            ("horizon", .int(horizon)),
            ("directory", .string(directory)),
            ("environment", .object(environment.sorted { $0.key < $1.key }.map { ($0.key, .string($0.value)) })),
            ("arguments", .array([.string("airflow"), .string("celery"), .string("worker")])),
            ("steps", .array(steps.map(output))),
        ]).compact()
    }

    private func output(_ step: Scenario.Step) -> JSONOutput {
        func told(_ name: String, _ members: (String, JSONOutput)...) -> JSONOutput {
            .object([("do", .string(name))] + members)
        }
        return switch step {
        case .load: told("load", ("folder", .string(folder)), ("ignore_syntax", .string(ignoreSyntax)))
        case .environment: told("environment")
        case .sleep(let seconds): told("sleep", ("seconds", .double(seconds)))
        case .fork(let steps): told("fork", ("steps", .array(steps.map(output))))
        case .signingCredentials: told("signing-credentials", ("config", .string(config)))
        }
    }
}
