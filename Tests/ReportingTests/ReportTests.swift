import Diagnostics
import Reporting
import Testing

@Suite struct ReportTests {
    private let warning = Diagnostic(.jsonUnexpected, .warning, "w")
    private let finding = Diagnostic(.jsonUnexpected, .error, "e")
    private let stopper = Diagnostic(.fileMissing, .error, "no file", at: .file("x"))

    @Test func exitStatusesFollowTheGravestDiagnostic() {
        func status(_ diagnostics: [Diagnostic], strict: Bool = false) -> Int32 {
            Report(command: "c", diagnostics: diagnostics).exitStatus(strict: strict)
        }
        #expect(status([]) == 0)
        #expect(status([Diagnostic(.jsonUnexpected, .note, "n")], strict: true) == 0)
        #expect(status([warning]) == 0)
        #expect(status([warning], strict: true) == 1)
        #expect(status([warning, finding]) == 1)
        #expect(status([finding, stopper]) == 2)
    }

    @Test func findingsAreInOneTotalOrder() {
        let a = SourceText(name: "a", text: "xxxx")
        let b = SourceText(name: "b", text: "xxxx")
        let ordered = [
            Diagnostic(.jsonUnexpected, .error, "1", at: .source(a, Span(0, 1))),
            Diagnostic(.jsonUnexpected, .note, "2", at: .source(a, Span(0, 1))),
            Diagnostic(.jsonUnexpected, .error, "3", at: .source(a, Span(2, 3))),
            Diagnostic(.jsonUnexpected, .error, "4", at: .source(b, Span(0, 1))),
            Diagnostic(.jsonUnexpected, .error, "5"),
        ]
        for shift in ordered.indices {
            let rotated = Array(ordered[shift...] + ordered[..<shift])
            #expect(
                Report(command: "c", diagnostics: rotated).sortedDiagnostics.map(\.message) == [
                    "1", "2", "3", "4", "5",
                ])
        }
    }

    @Test func theJSONDocumentIsWhatIsPromised() {
        let text = SourceText(name: "c.json", text: "{\n  é\"x\"}")
        var report = Report(
            command: "verify",
            diagnostics: [
                Diagnostic(
                    .jsonUnexpected, .error, "bad \"thing\"", at: .source(text, Span(6, 9)),
                    related: [.init("see", at: .archive(path: "p.zip", entry: "a.py", offset: 7))], help: "mend")
            ])
        report.scenarios = [
            ReportedScenario(
                id: "s", title: "t", outcome: .passed, virtualSeconds: 1.5, requests: ["GET /"], remarks: [])
        ]
        #expect(
            JSONRenderer.render(report) == """
                {
                  "format_version": "1.1",
                  "column_unit": "unicode_code_points",
                  "command": "verify",
                  "summary": {
                    "errors": 1,
                    "warnings": 0,
                    "notes": 0
                  },
                  "diagnostics": [
                    {
                      "code": "J111",
                      "severity": "error",
                      "message": "bad \\"thing\\"",
                      "label": null,
                      "help": "mend",
                      "location": {
                        "file": "c.json",
                        "start": {
                          "line": 2,
                          "column": 4,
                          "byte": 6
                        },
                        "end": {
                          "line": 2,
                          "column": 7,
                          "byte": 9
                        }
                      },
                      "related": [
                        {
                          "message": "see",
                          "location": {
                            "file": "p.zip",
                            "start": null,
                            "end": null,
                            "entry": "a.py",
                            "byte": 7
                          }
                        }
                      ],
                      "fixable": false
                    }
                  ],
                  "scenarios": [
                    {
                      "id": "s",
                      "title": "t",
                      "outcome": "passed",
                      "virtual_seconds": 1.5,
                      "requests": [
                        "GET /"
                      ],
                      "remarks": [],
                      "settings": []
                    }
                  ]
                }

                """)
    }
}
