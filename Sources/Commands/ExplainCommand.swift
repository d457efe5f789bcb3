import ArgumentParser
import Diagnostics

struct ExplainCommand: PlainCommand {
    static let configuration = CommandConfiguration(
        commandName: "explain", abstract: "Tell what a code means and how to mend what it stands for.",
        discussion: """
            Every finding has a code, as in error[C253]. Without a code this lists all of them.

            EXAMPLES
              mwaa-gcp explain C253
              mwaa-gcp explain
            """)

    @Argument(help: ArgumentHelp("The codes to explain.", valueName: "code"))
    var codes: [String] = []

    func run() throws {
        let texts = try codes.map(Self.explanation)
        try Terminal.write(texts.isEmpty ? Self.list : texts.joined(separator: "\n"))
    }

    /// All codes by part, each with its title.
    static var list: String {
        let parts = DiagnosticPart.allCases.map { part in
            let lines = part.codes.map { "  \($0.id)  \($0.title)\n" }
            return "\(part.title)\n\(lines.joined())"
        }
        return parts.joined(separator: "\n")
    }

    private static func explanation(of name: String) throws -> String {
        if let text = DiagnosticCode.named(name)?.explanation { return text }
        let near = NearName.best(for: name, among: DiagnosticCode.all.map(\.id))
        let advice = near.map { "Did you mean \($0)?" } ?? "`mwaa-gcp explain` lists all codes."
        throw ValidationError("There is no code `\(name)`. \(advice)")
    }
}
