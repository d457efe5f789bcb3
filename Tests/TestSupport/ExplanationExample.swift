package import Diagnostics

/// An example in an explanation that gives the finding it explains: a block whose fence says `failing`.
///
///     ```LANGUAGE failing option=value …
///
/// What the languages mean, and who runs them:
/// - `json`: a credential config or members of one (J, C), a project file (P);
/// - `python`: a plugin (V), a template (T);
/// - `sh`: command lines, in the directory that ``ExampleDirectory`` makes.
///
/// The option `also` lists codes that the example cannot do without, `with` names what is there besides.
package struct ExplanationExample: Sendable, CustomStringConvertible {
    package let code: DiagnosticCode
    package let language: String
    package let options: [String: String]
    package let text: String

    package var description: String { "\(code.id) \(language)" }

    /// The codes that must be found: no more and no less.
    package var codes: Set<String> {
        Set([code.id] + (options["also"] ?? "").split(separator: ",").map(String.init))
    }

    /// The examples of a code, in their order.
    package static func all(of code: DiagnosticCode) -> [ExplanationExample] {
        var examples: [ExplanationExample] = []
        var open: (fence: [Substring], lines: [Substring])?
        for line in (code.explanation ?? "").split(separator: "\n", omittingEmptySubsequences: false) {
            if let block = open {
                open?.lines.append(line)
                guard line == "```" else { continue }
                open = nil
                guard block.fence.count > 1, block.fence[1] == "failing" else { continue }
                let options = block.fence.dropFirst(2).map { $0.split(separator: "=", maxSplits: 1).map(String.init) }
                examples.append(
                    ExplanationExample(
                        code: code, language: String(block.fence[0]),
                        options: Dictionary(uniqueKeysWithValues: options.map { ($0[0], $0.count > 1 ? $0[1] : "") }),
                        text: block.lines.joined(separator: "\n")))
            } else if line.hasPrefix("```") {
                open = (line.dropFirst(3).split(separator: " "), [])
            }
        }
        return examples
    }

    /// The examples of all codes in a language.
    package static func all(in language: String) -> [ExplanationExample] {
        DiagnosticCode.all.flatMap { all(of: $0) }.filter { $0.language == language }
    }
}
