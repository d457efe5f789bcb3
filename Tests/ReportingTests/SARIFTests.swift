import Diagnostics
import Foundation
import Reporting
import Testing

@Suite struct SARIFTests {
    private let text = SourceText(name: "configs/a b.json", text: "{\n  \"ü\": 1,\n  \"url\": 2\n}\n")

    private func run(_ diagnostics: [Diagnostic], inputs: [String] = []) throws -> [String: Any] {
        let rendered = ReportFormat.sarif.render(Report(command: "validate", diagnostics: diagnostics, inputs: inputs))
        let log = try #require(try JSONSerialization.jsonObject(with: Data(rendered.utf8)) as? [String: Any])
        return try #require((log["runs"] as? [[String: Any]])?.first)
    }

    private func results(_ diagnostics: [Diagnostic], inputs: [String] = []) throws -> [[String: Any]] {
        try #require(try run(diagnostics, inputs: inputs)["results"] as? [[String: Any]])
    }

    private func json(_ value: Any?) throws -> String {
        let options: JSONSerialization.WritingOptions = [.sortedKeys, .fragmentsAllowed, .withoutEscapingSlashes]
        return String(
            decoding: try JSONSerialization.data(withJSONObject: try #require(value), options: options), as: UTF8.self)
    }

    @Test func aResultHasItsRulePlacesAndFix() throws {
        let finding = Diagnostic(
            .jsonUnexpected, .error, "bad", at: .source(text, Span(4, 8)), label: "here",
            related: [.init("the other", at: .file("/abs/ü"))], help: "remove it",
            fix: Fix("remove the member", [.init(Span(4, 12), Array("x".utf8))]))
        let result = try results([Diagnostic(.jsonComment, .note, "c"), finding])[0]
        #expect(result["ruleId"] as? String == "J111")
        #expect(result["ruleIndex"] as? Int == 0)
        #expect(result["level"] as? String == "error")
        #expect(try json(result["message"]) == #"{"text":"bad\nremove it"}"#)
        let region = #"{"endColumn":6,"endLine":2,"startColumn":3,"startLine":2}"#
        let place = #""physicalLocation":{"artifactLocation":{"uri":"configs/a%20b.json"},"region":\#(region)}"#
        #expect(try json(result["locations"]) == #"[{"message":{"text":"here"},\#(place)}]"#)
        #expect(
            try json(result["relatedLocations"])
                == #"[{"id":0,"message":{"text":"the other"},"physicalLocation":{"artifactLocation":{"uri":"file:///abs/%C3%BC"}}}]"#
        )
        let deleted = #"{"endColumn":10,"endLine":2,"startColumn":3,"startLine":2}"#
        let replacement = #"{"deletedRegion":\#(deleted),"insertedContent":{"text":"x"}}"#
        let change = #"{"artifactLocation":{"uri":"configs/a%20b.json"},"replacements":[\#(replacement)]}"#
        #expect(
            try json(result["fixes"])
                == #"[{"artifactChanges":[\#(change)],"description":{"text":"remove the member"}}]"#)
    }

    @Test func rulesCarryTheirExplanations() throws {
        let rules = try #require(
            ((try run([Diagnostic(.fileMissing, .error, "m")])["tool"] as? [String: Any])?["driver"] as? [String: Any])?[
                "rules"]
                as? [[String: Any]])
        #expect(rules.count == 1)
        #expect(try json(rules[0]["shortDescription"]) == #"{"text":"file not found"}"#)
        let help = try #require(rules[0]["help"] as? [String: String])
        #expect(help["markdown"] == DiagnosticCode.fileMissing.explanation)
        #expect((rules[0]["fullDescription"] as? [String: String])?["text"]?.hasPrefix("A file that was named") == true)
    }

    @Test func whatHasNoPlaceIsToldOfTheOneInput() throws {
        let finding = Diagnostic(.pluginExports, .error, "m")
        #expect(
            try json(results([finding], inputs: ["p.zip"])[0]["locations"])
                == #"[{"physicalLocation":{"artifactLocation":{"uri":"p.zip"}}}]"#)
        #expect(try results([finding], inputs: ["p.zip", "q.zip"])[0]["locations"] == nil)
    }

    @Test func anArchiveEntryIsALogicalLocation() throws {
        let finding = Diagnostic(.archiveGap, .error, "m", at: .archive(path: "p.zip", entry: "a/b.py", offset: 7))
        #expect(
            try json(results([finding])[0]["locations"])
                == #"[{"logicalLocations":[{"fullyQualifiedName":"a/b.py","kind":"member"}],"#
                + #""physicalLocation":{"artifactLocation":{"uri":"p.zip"},"properties":{"byteOffset":7}}}]"#)
    }

    @Test(arguments: [
        ("`{region}` and {} and {x0}", "`{region}` and {} and {x0}"), ("{0} {12}{", "{{0}} {{12}}{"),
        ("a[0] \\", "a[0] \\"),
        ("[x](y) \\", "\\[x\\](y) \\\\"),
    ])
    func messagesAreReadAsTheyAre(text: String, written: String) throws {
        let message = try results([Diagnostic(.jsonUnexpected, .error, text)])[0]["message"] as? [String: String]
        #expect(message?["text"] == written)
    }

    @Test func aFixThatIsNotTextIsLeftOut() throws {
        let fix = Fix("f", [.init(Span(0, 1), [0xFF])])
        #expect(
            try results([Diagnostic(.jsonUnexpected, .error, "m", at: .source(text, Span(0, 1)), fix: fix)])[0]["fixes"]
                == nil)
    }

    @Test func fingerprintsSurviveMovedLinesAndTellEqualOnesApart() throws {
        func fingerprints(_ source: String, at offsets: [Int]) throws -> [String] {
            let text = SourceText(name: "c.json", text: source)
            let findings = offsets.map { Diagnostic(.jsonUnexpected, .error, "m", at: .source(text, Span($0, $0 + 1))) }
            return try results(findings).compactMap { ($0["partialFingerprints"] as? [String: String])?.values.first }
        }
        let before = try fingerprints("ab\ncd\ncd\n", at: [0, 3, 6])
        #expect(Set(before).count == 3)
        #expect(try fingerprints("\n\n  ab\ncd\n cd\n", at: [4, 7, 11]) == before)
        #expect(try fingerprints("ax\ncd\ncd\n", at: [0, 3, 6]).first != before.first)
    }

    @Test func theInvocationTellsTheExitStatus() throws {
        func invocation(_ code: DiagnosticCode) throws -> String {
            try json((try run([Diagnostic(code, .error, "m")])["invocations"] as? [Any])?.first)
        }
        #expect(try invocation(.jsonUnexpected) == #"{"executionSuccessful":true,"exitCode":1}"#)
        #expect(try invocation(.fileMissing) == #"{"executionSuccessful":false,"exitCode":2}"#)
    }
}
