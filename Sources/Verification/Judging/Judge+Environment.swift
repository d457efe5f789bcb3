import MockCloud

extension Judge {
    private static let awsKeys = ["AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN"]
    private static let googleVariables = ["GOOGLE_APPLICATION_CREDENTIALS", "GOOGLE_CLOUD_PROJECT"]

    func judgeExports() -> [Violation] {
        guard let event = events("environment").first else { return [] }
        let changed = event.dictionary("changed")
        var violations: [Violation] = []
        let wanted = [subject.expectation?.configPath, subject.expectation?.googleCloudProject]
        for (name, wanted) in zip(Self.googleVariables, wanted) {
            let value = changed[name] ?? environment[name] ?? ""
            if value.isEmpty {
                violations.append(Violation(.exports, "\(name) is not set"))
            } else if let wanted, value != wanted {
                violations.append(
                    Violation(.exports, "\(name) is `\(firstLine(value))`, not `\(wanted)` as configured"))
            }
        }
        let exported = Self.awsKeys.filter { changed[$0].map { !$0.isEmpty } ?? false }
        let missing = Self.awsKeys.filter { !exported.contains($0) }
        if !exported.isEmpty, !missing.isEmpty {
            violations.append(
                Violation(
                    .exports, "\(exported.joined(separator: " and ")) without \(missing.joined(separator: " and "))"))
        } else if let keyID = changed["AWS_ACCESS_KEY_ID"] {
            let matches = ledger.issuedCredentials.contains {
                $0.accessKeyId == keyID && $0.secretAccessKey == changed["AWS_SECRET_ACCESS_KEY"]
                    && $0.token == changed["AWS_SESSION_TOKEN"]
            }
            if !matches {
                violations.append(
                    Violation(.exports, "the AWS_* variables are not the credentials that the endpoint issued"))
            }
        }
        return violations
    }

    func judgeRespect() -> [Violation] {
        var violations: [Violation] = []
        for event in events("environment") {
            let changed = event.dictionary("changed")
            let touched = (Array(changed.keys) + event.strings("removed")).filter(WorkerEnvironment.isProtected)
            for name in touched.sorted() {
                let what = changed[name] == nil ? "removes" : "changes"
                violations.append(Violation(.respectful, "the plugin \(what) \(name), which MWAA sets"))
            }
            if let timeout = event.number("socket_timeout") {
                violations.append(
                    Violation(
                        .respectful, "the plugin gives every socket of the process a timeout of \(Self.text(timeout)) s"
                    ))
            }
            for name in event.strings("signals") {
                violations.append(
                    Violation(.respectful, "the plugin changes the handling of \(name), which Airflow sets"))
            }
            if let keyID = changed["AWS_ACCESS_KEY_ID"], let now = event.number("at"),
                let credential = ledger.issuedCredentials.first(where: { $0.accessKeyId == keyID }),
                Double(credential.expiration.seconds) <= now
            {
                violations.append(
                    Violation(.respectful, "AWS_ACCESS_KEY_ID holds expired credentials", on: Self.hour(now, "at ")))
            }
        }
        return violations + judgeVariables()
    }

    func judgeQuiet() -> [Violation] {
        var violations: [Violation] = []
        for event in events("environment") {
            let names = event.dictionary("changed").keys.filter { $0.hasPrefix("AWS_") || $0.hasPrefix("GOOGLE_") }
            if !names.isEmpty {
                violations.append(
                    Violation(.quiet, "\(names.sorted().joined(separator: ", ")) exported where there is no endpoint"))
            }
        }
        if wasLoaded, transcript.stdout.isEmpty, transcript.stderr.isEmpty {
            violations.append(Violation(.quiet, "the plugin does not say that it found no endpoint"))
        }
        return violations
    }

    /// `7:00:00` for seven hours.
    static func duration(_ seconds: Double) -> String {
        let whole = Int(seconds)
        func two(_ number: Int) -> String { number < 10 ? "0\(number)" : String(number) }
        return "\(whole / 3600):\(two(whole / 60 % 60)):\(two(whole % 60))"
    }
}
