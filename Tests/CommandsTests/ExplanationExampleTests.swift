import Diagnostics
import Foundation
import TestSupport
import Testing

/// The examples in the explanations, run as a reader would run them.
@Suite struct ExplanationExampleTests {
    /// Codes that no example can give, and why.
    static let withoutExample: [DiagnosticCode: String] = [
        .archiveFileChanged: "two programs must meet at the same file in the same millisecond; FailureTests makes them",
        .archiveLarge: "takes a gigabyte of disk; LintTests has both sides of the limit",
    ]

    /// Set-ups that `ExampleDirectory` has; all others are hostile archives, which PluginArchiveTests forges.
    static let setUps: Set<String?> = [nil, "wheels", "expressions"]

    private struct Report: Decodable {
        struct Finding: Decodable {
            let code: String
            let severity: String
        }
        let diagnostics: [Finding]

        var errors: Set<String> { Set(diagnostics.filter { $0.severity == "error" }.map(\.code)) }
    }

    private func errors(_ arguments: [String], _ example: ExplanationExample, as name: String) throws -> Set<String> {
        try Tool.withFixtures { directory in
            try Data((example.text + "\n").utf8).write(to: directory.appending(path: name))
            let outcome = try Tool.run(arguments + ["--output-format", "json"], in: directory)
            return try JSONDecoder().decode(Report.self, from: Data(outcome.output.utf8)).errors
        }
    }

    /// A new code without an example fails here.
    @Test(arguments: DiagnosticCode.all) func everyCodeHasAnExampleThatIsRun(_ code: DiagnosticCode) {
        let examples = ExplanationExample.all(of: code)
        #expect(
            examples.isEmpty == (Self.withoutExample[code] != nil), "docs/codes/\(code.id).md needs a `failing` block")
        for example in examples {
            let runner: String? =
                switch (example.language, code.id.first) {
                case ("json", "J"), ("json", "C"): "CredentialConfigTests"
                case ("json", "P"): "ProjectTests"
                case ("python", "V"), ("python", "T"): "here"
                case ("sh", _) where Self.setUps.contains(example.options["with"]): "here"
                case ("sh", "A"): "PluginArchiveTests"
                default: nil
                }
            #expect(runner != nil, "nobody runs a block of \(example.language) in \(code.id)")
        }
    }

    @Test(arguments: ExplanationExample.all(in: "sh").filter { setUps.contains($0.options["with"]) })
    func commandLinesGiveJustTheirFinding(_ example: ExplanationExample) throws {
        let directory = try ExampleDirectory()
        if let name = example.options["with"] { try #require(try directory.add(name)) }
        #expect(try directory.codes(of: example) == example.codes, "\(example.text)")
    }

    @Test(arguments: ExplanationExample.all(in: "python").filter { $0.code.id.hasPrefix("V") })
    func aPluginBreaksItsClauseAndNoOther(_ example: ExplanationExample) throws {
        let arguments = ["verify", "--python", Tool.python, "--release", "2.10.3", "env_var_plugin.py"]
        #expect(try errors(arguments, example, as: "env_var_plugin.py") == example.codes)
    }

    @Test(arguments: ExplanationExample.all(in: "python").filter { $0.code.id.hasPrefix("T") })
    func aTemplateHasItsMistakeAndNoOther(_ example: ExplanationExample) throws {
        let arguments = [
            "render", "--google-cloud-project", "my-project", "--template", "mine.py", "--output", "out.py",
        ]
        #expect(try errors(arguments, example, as: "mine.py") == example.codes)
    }
}
