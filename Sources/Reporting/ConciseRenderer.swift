import Diagnostics

/// One line a finding, in the form in which compilers speak to editors.
enum ConciseRenderer {
    static func render(_ report: Report, mask: SecretMask) -> String {
        report.sortedDiagnostics.map { line($0, mask: mask) + "\n" }.joined()
    }

    /// `file:line:column: severity[CODE] message: label`, without a line feed. What has no place is told of the tool.
    static func line(_ diagnostic: Diagnostic, mask: SecretMask) -> String {
        var message = diagnostic.message + (diagnostic.label.map { ": \($0)" } ?? "")
        let place: String
        switch diagnostic.place {
        case .source(let text, let span)?:
            let start = text.position(at: span.start)
            place = "\(text.name):\(start.line):\(start.column)"
        case .file(let path)?: place = path
        case .archive(let path, let entry, let offset)?:
            place = path
            let within = [entry.map { "entry `\($0)`" }, offset.map { "byte \($0)" }].compactMap { $0 }
            if !within.isEmpty { message += " (\(within.joined(separator: ", ")))" }
        case nil: place = "mwaa-gcp"
        }
        let line = "\(place): \(diagnostic.severity.rawValue)[\(diagnostic.code.id)] \(message)"
        return Excerpt.visible(mask(line), keepingLineFeeds: false)
    }
}
