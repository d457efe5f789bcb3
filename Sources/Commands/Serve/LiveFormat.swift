import ArgumentParser
import MockCloud
import Pipeline
import SpannedJSON

/// How `serve` shows what happens.
enum LiveFormat: String, ExpressibleByArgument, CaseIterable {
    case text, json

    /// The variables to set.
    func beginning(_ running: ServeStage.Running) -> String {
        switch self {
        case .text:
            let exports = running.environment.map { "export \($0.name)=\(Self.quoted($0.value))\n" }.joined()
            return "# The mock cloud listens on \(running.address). Set this where the DAGs run:\n\(exports)"
                + "# What they ask for, as it comes:\n"
        case .json:
            let variables = running.environment.map { ($0.name, JSONOutput.string($0.value)) }
            return line([
                ("event", .string("listening")), ("format_version", .int(1)), ("address", .string(running.address)),
                ("environment", .object(variables)),
            ])
        }
    }

    /// One line.
    func line(_ event: ServerEvent) -> String {
        switch self {
        case .text: Self.printable(Self.text(event)) + "\n"
        case .json: line(Self.members(event))
        }
    }

    /// How many events came too fast to be shown.
    func omission(_ count: Int) -> String {
        switch self {
        case .text: "# \(count) more came too fast to be shown\n"
        case .json: line([("event", .string("omitted")), ("count", .int(count))])
        }
    }

    private func line(_ members: [(String, JSONOutput)]) -> String { JSONOutput.object(members).compact() + "\n" }

    private static func text(_ event: ServerEvent) -> String {
        switch event {
        case .request(let request):
            var text = "\(clock(request.time))  \(request.method) \(request.host)\(request.path)  "
            text += request.status.map(String.init) ?? "no answer"
            if request.answer != "normal" { text += "  \(request.answer)" }
            if let credential = request.credential { text += "  credentials no. \(credential)" }
            if let problem = request.problem { text += "  (\(problem))" }
            return text
        case .refusedTunnel(let target, let time): return "\(clock(time))  CONNECT \(target)  refused: not Google's"
        case .handshakeFailed(let host, let fault, let time):
            return "\(clock(time))  TLS \(host)  "
                + (fault.map { "failed: \($0)" } ?? "the caller broke off: does it trust the certificate?")
        case .dropped(let reason, let time): return "\(clock(time))  dropped: \(reason)"
        }
    }

    private static func members(_ event: ServerEvent) -> [(String, JSONOutput)] {
        switch event {
        case .request(let request):
            [
                ("event", .string("request")), ("time", .string(request.time.timestamp)),
                ("host", .string(request.host)), ("method", .string(request.method)), ("path", .string(request.path)),
                ("status", request.status.map(JSONOutput.int) ?? .null), ("answer", .string(request.answer)),
                ("credential", request.credential.map(JSONOutput.int) ?? .null),
                ("problem", .optional(request.problem)),
            ]
        case .refusedTunnel(let target, let time):
            [("event", .string("refused")), ("time", .string(time.timestamp)), ("target", .string(target))]
        case .handshakeFailed(let host, let fault, let time):
            [
                ("event", .string("handshake-failed")), ("time", .string(time.timestamp)), ("host", .string(host)),
                ("answer", .optional(fault)),
            ]
        case .dropped(let reason, let time):
            [("event", .string("dropped")), ("time", .string(time.timestamp)), ("reason", .string(reason))]
        }
    }

    /// `14:20:00.123`, in UTC.
    private static func clock(_ time: VirtualTime) -> Substring { time.timestamp.dropFirst(11).dropLast() }

    /// What callers wrote must not steer the terminal.
    private static func printable(_ text: String) -> String {
        String(String.UnicodeScalarView(text.unicodeScalars.map { (0x20..<0x7F).contains($0.value) ? $0 : "?" }))
    }

    /// A word for the shell.
    private static func quoted(_ text: String) -> String {
        let isPlain = text.utf8.allSatisfy { byte in
            (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
                || "/:.,_-[]@%+".utf8.contains(byte)
        }
        return isPlain && !text.contains("[") ? text : "'\(text.replacing("'", with: "'\\''"))'"
    }
}
