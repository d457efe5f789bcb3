import Diagnostics

/// The format for people: each finding with its line, a caret and what to do, then scenarios, artifacts and a summary.
package struct TextRenderer: Sendable {
    private let mask: SecretMask
    private let style: TextStyle
    private let isStrict: Bool

    /// - Parameter isStrict: whether a warning keeps the conclusion back.
    package init(style: TextStyle = .plain, mask: SecretMask = SecretMask(), isStrict: Bool = false) {
        self.style = style
        self.mask = mask
        self.isStrict = isStrict
    }

    package func render(_ report: Report) -> String {
        let archives = ArchiveText(clean: clean, style: style)
        if let difference = report.difference {
            // One line an entry tells what the findings would in three.
            return (archives.difference(difference).map { $0 + "\n" } ?? "") + archives.summary(difference)
        }
        var blocks = report.archive.flatMap(archives.listing).map { [$0] } ?? []
        blocks += report.sortedDiagnostics.map(diagnostic)
        if let scenarios = report.scenarios, !scenarios.isEmpty {
            blocks.append(self.scenarios(scenarios))
        }
        if let artifacts = report.artifacts, !artifacts.isEmpty {
            blocks.append(self.artifacts(artifacts))
        }
        if let archive = report.archive { blocks.append(archives.figures(archive)) }
        blocks.append(summary(report))
        return blocks.joined(separator: "\n")
    }

    private func diagnostic(_ diagnostic: Diagnostic) -> String {
        let name = style.paint(
            "\(diagnostic.severity.rawValue)[\(diagnostic.code.id)]", as: .severity(diagnostic.severity))
        var lines = ["\(name): \(style.paint(clean(diagnostic.message), as: .strong))"]
        if let place = diagnostic.place {
            lines += self.place(place, label: diagnostic.label, severity: diagnostic.severity, arrow: "-->")
        }
        for related in diagnostic.related {
            lines.append("  \(style.paint("= note:", as: .frame)) \(clean(related.message))")
            lines += self.place(related.place, label: nil, severity: .note, arrow: "::>")
        }
        // A fix without more to say about it says enough.
        if let help = diagnostic.help ?? diagnostic.fix?.description {
            lines.append("  \(style.paint("= help:", as: .frame)) \(clean(help))")
        }
        return lines.joined(separator: "\n") + "\n"
    }

    private func place(_ place: Place, label: String?, severity: Severity, arrow: String) -> [String] {
        let arrow = style.paint("  \(arrow)", as: .frame)
        switch place {
        case .file(let path):
            return ["\(arrow) \(oneLine(path))"] + (label.map { ["      \(clean($0))"] } ?? [])
        case .archive(let path, let entry, let offset):
            let entry = entry.map { ", entry \(oneLine($0))" } ?? ""
            let offset = offset.map { ", byte \($0)" } ?? ""
            return ["\(arrow) \(oneLine(path))\(entry)\(offset)"] + (label.map { ["      \(clean($0))"] } ?? [])
        case .source(let text, let span):
            let start = text.position(at: span.start)
            let excerpt = Excerpt(text, span, mask: mask)
            let number = String(start.line)
            let margin = String(repeating: " ", count: number.count + 1)
            let bar = style.paint("\(margin) |", as: .frame)
            let caret = style.paint(excerpt.marker, as: .severity(severity))
            return [
                "\(arrow) \(oneLine(text.name)):\(start.line):\(start.column)",
                bar,
                "\(style.paint(" \(number) |", as: .frame)) \(excerpt.line)",
                "\(bar) \(excerpt.indent)\(caret)\(label.map { " " + clean($0) } ?? "")",
            ]
        }
    }

    private func scenarios(_ scenarios: [ReportedScenario]) -> String {
        let leftOut = leftOut(scenarios)
        let isAlone = { (scenario: ReportedScenario) in scenario.outcome != .notRun || leftOut[scenario.remarks] == 1 }
        let width = scenarios.filter(isAlone).map(\.title.count).max() ?? 0
        var lines: [String] = []
        // What goes wrong at once goes wrong in every scenario: it is told in full once.
        var told: [[String]: String] = [:]
        for scenario in scenarios {
            if !isAlone(scenario) {
                guard told[scenario.remarks] == nil else { continue }
                told[scenario.remarks] = scenario.title
                let count = leftOut[scenario.remarks, default: 0]
                let word = style.paint("not run", as: .severity(.warning))
                lines.append("  \(word)  \(count) scenarios, the first of them: \(clean(scenario.title))")
                lines += scenario.remarks.map { "             \(clean($0))" }
                continue
            }
            let word =
                switch scenario.outcome {
                case .passed: style.paint("pass   ", as: .good)
                case .failed: style.paint("FAIL   ", as: .severity(.error))
                case .notRun: style.paint("not run", as: .severity(.warning))
                }
            let padding = String(repeating: " ", count: width - scenario.title.count)
            let time = scenario.virtualSeconds.map { "  \(Self.seconds($0))" } ?? ""
            lines.append("  \(word)  \(clean(scenario.title))\(time.isEmpty ? "" : padding)\(time)")
            if !scenario.remarks.isEmpty, let first = told[scenario.remarks] {
                lines.append("             as when \(clean(first))")
                continue
            }
            told[scenario.remarks] = scenario.title
            lines += scenario.remarks.map { "             \(clean($0))" }
            if scenario.outcome == .failed { lines += scenario.requests.map { "             | \(clean($0))" } }
        }
        return lines.joined(separator: "\n") + "\n"
    }

    /// How many scenarios were not run for the same reason: one line is enough for them.
    private func leftOut(_ scenarios: [ReportedScenario]) -> [[String]: Int] {
        scenarios.reduce(into: [:]) { counts, scenario in
            if scenario.outcome == .notRun { counts[scenario.remarks, default: 0] += 1 }
        }
    }

    private func artifacts(_ artifacts: [ReportedArtifact]) -> String {
        let width = artifacts.map(\.path.count).max() ?? 0
        return artifacts.map { artifact in
            let padding = String(repeating: " ", count: width - artifact.path.count)
            return "  \(oneLine(artifact.path))\(padding)  \(artifact.size) bytes  sha256 \(artifact.sha256)\n"
        }.joined()
    }

    private func summary(_ report: Report) -> String {
        var parts: [String] = []
        if let scenarios = report.scenarios {
            for (outcome, word) in [
                (ReportedScenario.Outcome.passed, "passed"), (.failed, "failed"), (.notRun, "not run"),
            ] {
                let count = scenarios.count { $0.outcome == outcome }
                if count > 0 { parts.append("\(count) \(word)") }
            }
        }
        let scenarios = parts.isEmpty ? "" : "scenarios: " + parts.joined(separator: ", ")
        let counts = Severity.allCases.compactMap { severity -> String? in
            let count = report.count(severity)
            return count == 0 ? nil : "\(count) \(severity.rawValue)\(count == 1 ? "" : "s")"
        }
        let findings = (counts.isEmpty ? "no findings" : counts.joined(separator: ", ")) + fixable(report)
        let conclusion =
            report.exitStatus(strict: isStrict) == 0 ? report.conclusion.map { clean($0) + "\n" } ?? "" : ""
        let remark = report.remark.map { clean($0) + "\n" } ?? ""
        return remark + conclusion + [scenarios, findings].filter { !$0.isEmpty }.joined(separator: "; ") + "\n"
    }

    /// That there are findings that need no thought. How many is not said: once a syntax error is mended there may be more.
    private func fixable(_ report: Report) -> String {
        guard report.diagnostics.contains(where: { $0.fix != nil }) else { return "" }
        let which = report.diagnostics.contains { $0.fix == nil } ? "some of which" : "which"
        return ", \(which) `mwaa-gcp validate --fix` mends"
    }

    /// Masks secrets, and keeps what came from a file or a plugin from moving the terminal's cursor.
    private func clean(_ text: String) -> String {
        Excerpt.visible(mask(text), keepingLineFeeds: true)
    }

    /// The same for a path, which must not look like more lines of the report.
    private func oneLine(_ path: String) -> String {
        Excerpt.visible(mask(path), keepingLineFeeds: false)
    }

    private static func seconds(_ value: Double) -> String { decimal(value) + " s" }

    /// A time with three digits after the point.
    static func decimal(_ value: Double) -> String {
        let milliseconds = Int((value * 1000).rounded())
        let fraction = String(milliseconds % 1000)
        return "\(milliseconds / 1000).\(String(repeating: "0", count: 3 - fraction.count))\(fraction)"
    }
}
