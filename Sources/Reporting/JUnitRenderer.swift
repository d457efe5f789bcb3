import Diagnostics

/// JUnit's XML: a case for each file that was judged, which passes when nothing is wrong with it, and a case for each
/// scenario.
///
/// The time of a case is the virtual time of its scenario, so that equal runs give equal documents.
struct JUnitRenderer {
    private let presentation: Presentation

    init(_ presentation: Presentation) {
        self.presentation = presentation
    }

    func render(_ report: Report) -> String {
        let prefix = "mwaa-gcp.\(report.command)"
        var suites = [Suite(name: "\(prefix).findings", cases: findings(report))]
        if let scenarios = report.scenarios, !scenarios.isEmpty {
            suites.append(Suite(name: "\(prefix).scenarios", cases: scenarios.map(scenario)))
        }
        let cases = suites.flatMap(\.cases)
        return """
            <?xml version="1.0" encoding="UTF-8"?>
            <testsuites name=\(XMLText.attribute("mwaa-gcp \(report.command)")) \(counts(cases))>
            \(suites.map(element).joined())</testsuites>

            """
    }

    private struct Suite {
        let name: String
        let cases: [Case]
    }

    private struct Case {
        let name: String
        var seconds: Double?
        var outcome = Outcome.passed
        /// What else there is to say.
        var output: [String] = []
    }

    private enum Outcome {
        case passed
        case skipped(reason: String)
        /// The judged thing is wrong.
        case failed(message: String, type: String, lines: [String])
        /// It could not be judged.
        case stopped(message: String, type: String, lines: [String])
    }

    // MARK: - Cases

    private func findings(_ report: Report) -> [Case] {
        var groups: [String: [Diagnostic]] = [:]
        for input in report.inputs { groups[input] = [] }
        var placeless: [Diagnostic] = []
        for diagnostic in report.sortedDiagnostics {
            if let file = diagnostic.place?.file {
                groups[file, default: []].append(diagnostic)
            } else {
                placeless.append(diagnostic)
            }
        }
        var cases = groups.sorted { $0.key < $1.key }.map { findings(of: presentation.path($0.key), $0.value) }
        if !placeless.isEmpty || cases.isEmpty {
            cases.append(findings(of: "mwaa-gcp \(report.command)", placeless))
        }
        return cases
    }

    private func findings(of name: String, _ diagnostics: [Diagnostic]) -> Case {
        let lines = diagnostics.flatMap { diagnostic in
            [ConciseRenderer.line(diagnostic, mask: presentation.mask)]
                + (diagnostic.help.map { ["    help: \(presentation.mask($0))"] } ?? [])
        }
        let wrong = diagnostics.filter { $0.severity == .error || (presentation.isStrict && $0.severity == .warning) }
        guard let first = wrong.first(where: \.code.stopsTheTool) ?? wrong.first else {
            return Case(name: name, output: lines)
        }
        let more = wrong.count > 1 ? " (and \(wrong.count - 1) more)" : ""
        let message = presentation.mask(first.message) + more
        return Case(
            name: name,
            outcome: first.code.stopsTheTool
                ? .stopped(message: message, type: first.code.id, lines: lines)
                : .failed(message: message, type: first.code.id, lines: lines))
    }

    private func scenario(_ scenario: ReportedScenario) -> Case {
        let remarks = scenario.remarks.map { presentation.mask($0) }
        let requests = scenario.requests.map { presentation.mask($0) }
        var result = Case(
            name: "\(scenario.id): \(presentation.mask(scenario.title))", seconds: scenario.virtualSeconds)
        switch scenario.outcome {
        case .passed: result.output = remarks + requests
        case .notRun: result.outcome = .skipped(reason: remarks.joined(separator: "; "))
        case .failed:
            result.outcome = .failed(message: remarks.first ?? "failed", type: "contract", lines: remarks)
            result.output = requests
        }
        return result
    }

    // MARK: - XML

    private func element(_ suite: Suite) -> String {
        let name = XMLText.attribute(suite.name)
        let cases = suite.cases.map { element($0, className: name) }
        return "  <testsuite name=\(name) \(counts(suite.cases))>\n\(cases.joined())  </testsuite>\n"
    }

    private func element(_ testCase: Case, className: String) -> String {
        let time = testCase.seconds.map { " time=\"\(TextRenderer.decimal($0))\"" } ?? ""
        var content = ""
        switch testCase.outcome {
        case .passed: break
        case .skipped(let reason): content += "      <skipped message=\(XMLText.attribute(reason))/>\n"
        case .failed(let message, let type, let lines): content += problem("failure", message, type, lines)
        case .stopped(let message, let type, let lines): content += problem("error", message, type, lines)
        }
        if !testCase.output.isEmpty {
            content += "      <system-out>\(XMLText.content(testCase.output.joined(separator: "\n")))</system-out>\n"
        }
        let start = "    <testcase classname=\(className) name=\(XMLText.attribute(testCase.name))\(time)"
        return content.isEmpty ? "\(start)/>\n" : "\(start)>\n\(content)    </testcase>\n"
    }

    private func problem(_ name: String, _ message: String, _ type: String, _ lines: [String]) -> String {
        "      <\(name) message=\(XMLText.attribute(message)) type=\"\(type)\">"
            + "\(XMLText.content(lines.joined(separator: "\n")))</\(name)>\n"
    }

    private func counts(_ cases: [Case]) -> String {
        var (failures, errors, skipped) = (0, 0, 0)
        for testCase in cases {
            switch testCase.outcome {
            case .passed: break
            case .skipped: skipped += 1
            case .failed: failures += 1
            case .stopped: errors += 1
            }
        }
        return "tests=\"\(cases.count)\" failures=\"\(failures)\" errors=\"\(errors)\" skipped=\"\(skipped)\""
    }
}
