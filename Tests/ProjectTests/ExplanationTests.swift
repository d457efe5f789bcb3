import Diagnostics
import Project
import TestSupport
import Testing

/// The project files among the examples in the explanations.
@Suite struct ExplanationTests {
    @Test(arguments: ExplanationExample.all(in: "json").filter { $0.code.id.hasPrefix("P") })
    func theExampleGivesExactlyItsCode(_ example: ExplanationExample) {
        let file = SourceText(name: "mwaa-gcp.json", text: example.text)
        #expect(Project.resolve(file: file, flags: [:]).diagnostics.map(\.code) == [example.code])
    }
}
