import MockCloud
import MWAAReleases

/// The answers of google-auth and botocore, held against what the endpoint had issued and when that expires.
extension Judge {
    /// What may be wrong with an answer.
    private enum Trouble: Hashable {
        case expired
        case foreign
        case none
        case failed(String)
    }

    /// Who was wrong, and how; told once, with its times.
    private struct Finding: Hashable {
        let process: String
        let library: String
        let trouble: Trouble
    }

    private static let libraries: [Clause: [String]] = [
        .fresh: ["google-auth", "new google-auth"], .harmless: ["botocore", "new botocore"],
    ]

    func judgeAnswers(_ clause: Clause, _ verdict: inout Verdict) -> [Violation] {
        var order: [Finding] = []
        var times: [Finding: [Double]] = [:]
        var lastAnswer: [String: Double] = [:]
        let issued = issuedByKey
        for event in events("asked") {
            guard let process = event.string("asked"), let time = event.number("at"),
                let answers = event.object("answers")
            else { continue }
            lastAnswer[process] = time
            for library in Self.libraries[clause, default: []] {
                guard let answer = answers.object(library) else { continue }
                if let missing = answer.string("missing") {
                    verdict.notJudged = verdict.notJudged ?? Self.absence(library, firstLine(missing))
                    verdict.lacksPackage = true
                    verdict.lacksGoogleAuth = verdict.lacksGoogleAuth || library.hasSuffix("google-auth")
                } else if let trouble = trouble(answer, at: time, issued), isPluginsDoing(clause, at: time) {
                    let finding = Finding(process: process, library: library, trouble: trouble)
                    if times[finding] == nil { order.append(finding) }
                    times[finding, default: []].append(time)
                }
            }
        }
        for event in events("not-played") where verdict.notJudged == nil {
            verdict.notJudged = firstLine(event.string("reason") ?? "a step could not be played")
        }
        // What a new client gets says nothing more where the early one has the same trouble in the same process.
        let told = order.filter { finding in
            guard finding.library.hasPrefix("new ") else { return true }
            let early = Finding(
                process: finding.process, library: String(finding.library.dropFirst(4)), trouble: finding.trouble)
            return times[early] == nil
        }
        return told.map { finding in
            let times = times[finding, default: []]
            let isLasting = times.last == lastAnswer[finding.process]
            return Violation(
                clause, Self.phrase(finding.library, finding.trouble), on: occasion(finding.process, times, isLasting))
        }
    }

    /// Expired keys among the variables, at a moment when google-auth or botocore would read them.
    func judgeVariables() -> [Violation] {
        var seen: Set<String> = []
        let issued = issuedByKey
        return events("asked").compactMap { event in
            guard let process = event.string("asked"), let time = event.number("at"),
                let keyID = event.string("variable"), let issued = issued[keyID],
                Double(issued.expiration.seconds) <= time, seen.insert(process).inserted
            else { return nil }
            return Violation(
                .respectful, "AWS_ACCESS_KEY_ID holds expired credentials", on: occasion(process, [time], true))
        }
    }

    // MARK: - One answer

    private func trouble(
        _ answer: HostEvent, at time: Double, _ issued: [String: IssuedCredential]
    ) -> Trouble? {
        if let keyID = answer.string("key") {
            // A token that was told before comes without its text.
            guard let issued = issued[keyID], answer.string("token").map({ $0 == issued.token }) ?? true else {
                return .foreign
            }
            return Double(issued.expiration.seconds) <= time ? .expired : nil
        }
        // Who has nothing while there is nothing to be had does as he should.
        guard endpointIsWell(at: time) else { return nil }
        guard let error = answer.object("error") else { return Trouble.none }
        return .failed("\(error.string("type") ?? "error"): \(firstLine(error.string("message") ?? ""))")
    }

    private var issuedByKey: [String: IssuedCredential] {
        Dictionary(ledger.issuedCredentials.map { ($0.accessKeyId, $0) }) { first, _ in first }
    }

    /// While the endpoint itself has only expired credentials, botocore may have them from there.
    private func isPluginsDoing(_ clause: Clause, at time: Double) -> Bool {
        clause != .harmless || endpointIsWell(at: time)
    }

    private func endpointIsWell(at time: Double) -> Bool {
        guard let first = ledger.issuedCredentials.first?.issuedAt else { return true }
        let now = VirtualTime(nanoseconds: Int64(time * 1e9))
        return scenario.cloud.container.issuer.hasGoodCredentials(at: now, first: first)
    }

    // MARK: - Words

    private static func absence(_ library: String, _ reason: String) -> String {
        "\(library.hasSuffix("botocore") ? "botocore" : "google-auth") is not installed in this Python (\(reason))"
    }

    private static func phrase(_ library: String, _ trouble: Trouble) -> String {
        if library.hasSuffix("google-auth") {
            switch trouble {
            case .expired: "google-auth would sign with expired credentials"
            case .foreign: "google-auth would sign with credentials that the endpoint did not issue"
            case .none: "google-auth gets no AWS credentials"
            case .failed(let error): "google-auth gets no AWS credentials (\(error))"
            }
        } else {
            switch trouble {
            case .expired: "boto3's default chain has expired credentials"
            case .foreign: "boto3's default chain has credentials that the endpoint did not issue"
            case .none: "boto3's default chain finds no credentials"
            case .failed(let error): "boto3's default chain fails (\(error))"
            }
        }
    }

    /// In which process, from when on, and on which releases.
    private func occasion(_ process: String, _ times: [Double], _ isLasting: Bool) -> String {
        guard let first = times.first, let last = times.last else { return "" }
        let when =
            isLasting
            ? "from \(Self.hour(first)) on"
            : first == last ? "at \(Self.hour(first))" : "from \(Self.hour(first)) to \(Self.hour(last))"
        let releases = scenario.settings.isEmpty ? "" : " (MWAA \(PluginSetting.phrase(scenario.settings)))"
        return "in \(process) \(when)\(releases)"
    }

    /// `hour 7`, or `7:30:00`, after the scenario's start.
    static func hour(_ time: Double, _ prefix: String = "") -> String {
        let seconds = time - Double(Verifier.start)
        let whole = Int(seconds.rounded())
        return prefix + (whole % 3600 == 0 ? "hour \(whole / 3600)" : duration(seconds))
    }
}
