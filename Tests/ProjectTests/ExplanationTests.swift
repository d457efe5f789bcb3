import Diagnostics
import Project
import Testing

/// The examples in the explanations of the project file's codes; those from P301 on take a config as well, and are another
/// module's to judge.
@Suite struct ExplanationTests {
    @Test(arguments: DiagnosticPart.project.codes.filter { $0.id < "P3" })
    func theExampleGivesExactlyItsCode(_ code: DiagnosticCode) throws {
        let explanation = try #require(code.explanation)
        let example = explanation.split(separator: "\n", omittingEmptySubsequences: false)
            .drop { !$0.hasPrefix("    ") }.prefix { $0.hasPrefix("    ") }.joined(separator: "\n")
        let file = SourceText(name: "mwaa-gcp.json", text: example)
        #expect(Project.resolve(file: file, flags: [:]).diagnostics.map(\.code) == [code])
    }
}
