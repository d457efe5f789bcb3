import Diagnostics
import Foundation
import TestSupport
import Testing

/// The examples in the explanations that take a hostile archive: the case whose description stands, with hyphens for blanks,
/// behind `with=`.
@Suite struct ExplanationTests {
    private static let cases = Dictionary(
        uniqueKeysWithValues: (EndRecordCases.all + RecordCases.all + NameCases.all + StreamCases.all).map {
            ($0.testDescription.replacing(" ", with: "-"), $0)
        })

    private static let examples = ExplanationExample.all(in: "sh").filter {
        $0.code.id.hasPrefix("A") && $0.options["with"] != nil
    }

    @Test(arguments: examples) func aHostileArchiveGivesJustItsFinding(_ example: ExplanationExample) throws {
        let hostile = try #require(Self.cases[example.options["with"] ?? ""], "there is no such case")
        let directory = try ExampleDirectory()
        try Data(hostile.bytes).write(to: directory.work.appending(path: "plugins.zip"))
        #expect(try directory.codes(of: example) == example.codes)
    }
}
