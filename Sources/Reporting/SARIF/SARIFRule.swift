import Diagnostics
import SpannedJSON

/// A code as SARIF describes a rule.
enum SARIFRule {
    static func json(_ code: DiagnosticCode) -> JSONOutput {
        let explanation = code.explanation ?? "# \(code.id): \(code.title)\n"
        let lines = explanation.split(separator: "\n", omittingEmptySubsequences: false)
        let paragraph = lines.dropFirst(2).prefix { !$0.isEmpty }
        let full = paragraph.isEmpty ? code.title : paragraph.joined(separator: " ")
        return .object([
            ("id", .string(code.id)),
            ("shortDescription", .object([("text", .string(code.title))])),
            ("fullDescription", .object([("text", .string(full))])),
            ("help", .object([("text", .string(explanation)), ("markdown", .string(explanation))])),
        ])
    }
}
