import Diagnostics
import Foundation
import Testing

/// The examples in the explanations, run as a reader would run them.
@Suite struct ExplanationExampleTests {
    private struct Report: Decodable {
        struct Finding: Decodable {
            let code: String
            let severity: String
        }
        let diagnostics: [Finding]

        var errors: Set<String> { Set(diagnostics.filter { $0.severity == "error" }.map(\.code)) }
    }

    private func report(_ arguments: [String], example: String, as name: String) throws -> Report {
        try Tool.withFixtures { directory in
            try Data(example.utf8).write(to: directory.appending(path: name))
            let outcome = try Tool.run(arguments + ["--output-format", "json"], in: directory)
            return try JSONDecoder().decode(Report.self, from: Data(outcome.output.utf8))
        }
    }

    /// The first indented block.
    private func example(_ code: DiagnosticCode) throws -> String {
        let lines = try #require(code.explanation).split(separator: "\n", omittingEmptySubsequences: false)
        let block = lines.drop { !$0.hasPrefix("    ") }.prefix { $0.hasPrefix("    ") || $0.isEmpty }
        return block.map { String($0.dropFirst(4)) }.joined(separator: "\n") + "\n"
    }

    @Test(arguments: DiagnosticPart.verification.codes.filter { $0.id.hasPrefix("V1") })
    func aPluginBreaksItsClauseAndNoOther(_ code: DiagnosticCode) throws {
        let arguments = ["verify", "--python", Tool.python, "--release", "2.10.3", "env_var_plugin.py"]
        var errors = try report(arguments, example: example(code), as: "env_var_plugin.py").errors
        // Short examples leave the credentials out, which google-auth misses.
        for other in [DiagnosticCode.pluginFresh, .pluginAuthenticates] where code != other { errors.remove(other.id) }
        // Keys of one's own are no keys of the role's, whoever uses them.
        if code == .pluginHarmless { errors.remove(DiagnosticCode.pluginExports.id) }
        #expect(errors == [code.id])
    }

    @Test(arguments: DiagnosticPart.template.codes)
    func aTemplateHasItsMistake(_ code: DiagnosticCode) throws {
        let arguments = [
            "render", "--google-cloud-project", "my-project", "--template", "mine.py", "--output", "out.py",
        ]
        #expect(try report(arguments, example: example(code), as: "mine.py").errors.contains(code.id))
    }
}
