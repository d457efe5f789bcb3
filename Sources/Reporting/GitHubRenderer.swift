import Diagnostics

/// Workflow commands of GitHub Actions: `::error file=…,line=…,title=…::message`.
enum GitHubRenderer {
    static func render(_ report: Report, _ presentation: Presentation) -> String {
        report.sortedDiagnostics.map { command($0, presentation) + "\n" }.joined()
    }

    private static func command(_ diagnostic: Diagnostic, _ presentation: Presentation) -> String {
        let name =
            switch diagnostic.severity {
            case .error: "error"
            case .warning: "warning"
            case .note: "notice"
            }
        var properties: [(String, String)] = []
        switch diagnostic.place {
        case .source(let text, let span)?:
            let (start, end) = (text.position(at: span.start), text.position(at: span.end))
            properties = [("file", presentation.path(text.name)), ("line", String(start.line))]
            if end.line == start.line {
                // Columns mean something to the runner only within one line.
                properties += [("col", String(start.column)), ("endColumn", String(end.column))]
            } else {
                properties.append(("endLine", String(end.line)))
            }
        case .file(let path)?, .archive(let path, _, _)?: properties = [("file", presentation.path(path))]
        case nil: break
        }
        properties.append(("title", "\(diagnostic.code.id): \(diagnostic.code.title)"))
        var message = diagnostic.message + (diagnostic.label.map { ": \($0)" } ?? "")
        if case .archive(_, let entry?, _)? = diagnostic.place { message += "\nentry: \(entry)" }
        if let help = diagnostic.help { message += "\nhelp: \(help)" }
        let list = properties.map { "\($0.0)=\(escaped($0.1, isProperty: true))" }.joined(separator: ",")
        return "::\(name) \(list)::\(escaped(presentation.mask(message), isProperty: false))"
    }

    /// The runner reads percent-escapes of these characters alone (`@actions/core`, `command.ts`).
    private static func escaped(_ text: String, isProperty: Bool) -> String {
        Excerpt.visible(text, keepingLineFeeds: true).unicodeScalars.map { scalar in
            switch scalar {
            case "%": "%25"
            case "\r": "%0D"
            case "\n": "%0A"
            case ":" where isProperty: "%3A"
            case "," where isProperty: "%2C"
            default: String(scalar)
            }
        }.joined()
    }
}
