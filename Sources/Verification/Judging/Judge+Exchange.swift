import MockCloud

/// Whether tasks get to Google, and what they see when Google is in trouble.
extension Judge {
    func judgeExchange(_ verdict: inout Verdict) -> [Violation] {
        var violations: [Violation] = []
        let told = events("authenticated")
        for event in told {
            if let missing = event.string("missing") {
                verdict.notJudged = "google-auth is not installed in this Python (\(firstLine(missing)))"
                verdict.lacksPackage = true
                verdict.lacksGoogleAuth = true
                return []
            }
            if let what = complaint(about: event) {
                let frames = event.object("error")?.objects("frames") ?? []
                let place = Traceback(frames, of: subject).place
                violations.append(Violation(.authenticates, what, on: occasion(of: event), place: place))
            }
        }
        if told.isEmpty, events("task-ended").isEmpty, !events("done").isEmpty {
            verdict.notJudged = "nobody asked for a token"
        }
        return violations
    }

    private func complaint(about event: HostEvent) -> String? {
        let status = event.number("status").map { Int($0) } ?? 0
        let error = event.object("error").map { error in
            let summary = firstLine(event.string("summary") ?? error.string("message") ?? "")
            return (shown: "\(error.string("type") ?? "error"): \(summary)", all: error.string("message") ?? "")
        }
        switch scenario.exchange {
        case .token:
            if let error { return "google-auth gets no token (\(error.shown))\(reason)" }
            return status == 200 ? nil : "a query with the token is answered with \(status)\(reason)"
        case .error(let words), .either(let words):
            if let error {
                guard !words.isEmpty, !words.contains(where: (error.shown + error.all).contains) else { return nil }
                return "a task sees another error than google-auth's own (\(error.shown))\(reason)"
            }
            if case .either = scenario.exchange { return nil }
            return "google-auth gets a token from somewhere else"
        }
    }

    /// Google's own precise reason for what it refused last, which no caller is told.
    private var reason: String {
        let google = connectionsToGoogle
        let refusal = ledger.entries.last { $0.problem != nil && google.contains($0.connection ?? -1) }
        return refusal?.problem.map { ": \(firstLine($0))" } ?? ""
    }

    private func occasion(of event: HostEvent) -> String {
        let process = event.string("asking") ?? "a task"
        return event.number("at").map { "in \(process) at \(Self.hour($0))" } ?? ""
    }

    /// Numbers of connections to Google, be it through a proxy: what is refused there is Google's to say.
    var connectionsToGoogle: Set<Int> {
        Set(
            ledger.entries.compactMap { entry in
                switch entry.event {
                case .connect(let address, _) where Self.isGoogle(address.host): entry.connection
                case .request(let request) where entry.problem == nil && request.tunnelTarget != nil: entry.connection
                default: nil
                }
            })
    }
}
