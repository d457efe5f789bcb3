import Diagnostics
import Reporting
import Testing

/// What each format makes of one report that has something of everything.
@Suite struct FormatTests {
    private static let text = SourceText(name: "configs/a,b.json", text: "{\n  \"ü\": 1,\n  \"url\": [\n  ]\n}\n")

    private static let report: Report = {
        let key = Place.source(text, Span(4, 8))
        return Report(
            command: "verify",
            diagnostics: [
                Diagnostic(.pythonDiffers, .warning, "another Python", help: "install it"),
                Diagnostic(
                    .jsonUnexpected, .error, "100% wrong:\nreally", at: .source(text, Span(15, 27)), label: "from here",
                    related: [.init("the key", at: key)], help: "remove it",
                    fix: Fix("remove the member", [.init(Span(12, 27), Array(" ".utf8))])),
                Diagnostic(.jsonComment, .warning, "`{0}` [x](y) {region}", at: key),
                Diagnostic(.archiveGap, .note, "a gap", at: .archive(path: "plugins.zip", entry: "a.py", offset: 12)),
                Diagnostic(.fileMissing, .error, "there is no <file>", at: .file("/home/me/there/x y.json")),
            ],
            inputs: ["clean.json"],
            scenarios: [
                ReportedScenario(
                    id: "healthy", title: "the endpoint is well", outcome: .passed, virtualSeconds: 0.5,
                    requests: ["GET /"], remarks: []),
                ReportedScenario(
                    id: "reset", title: "a \"reset\"", outcome: .failed, virtualSeconds: 12, requests: ["GET /"],
                    remarks: ["loads: it raises", "  at a.py:1"]),
                ReportedScenario(
                    id: "signing", title: "signing", outcome: .notRun, virtualSeconds: nil, requests: [],
                    remarks: ["no google-auth"]),
            ])
    }()

    private static func rendered(_ format: ReportFormat, strict: Bool = false) -> String {
        var presentation = Presentation()
        presentation.workingDirectory = "/home/me"
        presentation.toolVersion = "1.2.3"
        presentation.isStrict = strict
        return format.render(report, presentation)
    }

    @Test(arguments: ReportFormat.allCases)
    func findingsAreInTheSameOrderInEachFormat(_ format: ReportFormat) {
        let messages = ["I101", "J112", "J111", "A545", "E103"]
        var rendered = Self.rendered(format)
        // Rules come before results.
        if format == .sarif, let results = rendered.firstRange(of: "\"results\"") {
            rendered.removeSubrange(..<results.lowerBound)
        }
        // A case that fails names the gravest finding first.
        if format == .junit { rendered = rendered.replacing("type=\"J111\"", with: "") }
        let places = messages.map { rendered.firstRange(of: $0)?.lowerBound }
        #expect(!places.contains(nil))
        #expect(places.compactMap { $0 } == places.compactMap { $0 }.sorted())
    }

    @Test func conciseHasOneLineForEachFinding() {
        #expect(
            Self.rendered(.concise) == """
                /home/me/there/x y.json: error[I101] there is no <file>
                configs/a,b.json:2:3: warning[J112] `{0}` [x](y) {region}
                configs/a,b.json:3:3: error[J111] 100% wrong:␊really: from here
                plugins.zip: note[A545] a gap (entry `a.py`, byte 12)
                mwaa-gcp: warning[E103] another Python

                """)
        #expect(ReportFormat.concise.render(Report(command: "validate", diagnostics: [])) == "")
    }

    @Test func githubEscapesWhatTheRunnerReads() {
        #expect(
            Self.rendered(.github) == """
                ::error file=there/x y.json,title=I101%3A file not found::there is no <file>
                ::warning file=configs/a%2Cb.json,line=2,col=3,endColumn=6,title=J112%3A comment::`{0}` [x](y) {region}
                ::error file=configs/a%2Cb.json,line=3,endLine=4,title=J111%3A unexpected character::100%25 wrong:%0Areally: from here%0Ahelp: remove it
                ::notice file=plugins.zip,title=A545%3A bytes that belong to no entry::a gap%0Aentry: a.py
                ::warning title=E103%3A not the release's Python::another Python%0Ahelp: install it

                """)
    }

    @Test func junitHasACaseForEachFileAndScenario() {
        #expect(
            Self.rendered(.junit) == """
                <?xml version="1.0" encoding="UTF-8"?>
                <testsuites name="mwaa-gcp verify" tests="8" failures="2" errors="1" skipped="1">
                  <testsuite name="mwaa-gcp.verify.findings" tests="5" failures="1" errors="1" skipped="0">
                    <testcase classname="mwaa-gcp.verify.findings" name="there/x y.json">
                      <error message="there is no &lt;file&gt;" type="I101">/home/me/there/x y.json: error[I101] there is no &lt;file&gt;</error>
                    </testcase>
                    <testcase classname="mwaa-gcp.verify.findings" name="clean.json"/>
                    <testcase classname="mwaa-gcp.verify.findings" name="configs/a,b.json">
                      <failure message="100% wrong:&#10;really" type="J111">configs/a,b.json:2:3: warning[J112] `{0}` [x](y) {region}
                configs/a,b.json:3:3: error[J111] 100% wrong:␊really: from here
                    help: remove it</failure>
                    </testcase>
                    <testcase classname="mwaa-gcp.verify.findings" name="plugins.zip">
                      <system-out>plugins.zip: note[A545] a gap (entry `a.py`, byte 12)</system-out>
                    </testcase>
                    <testcase classname="mwaa-gcp.verify.findings" name="mwaa-gcp verify">
                      <system-out>mwaa-gcp: warning[E103] another Python
                    help: install it</system-out>
                    </testcase>
                  </testsuite>
                  <testsuite name="mwaa-gcp.verify.scenarios" tests="3" failures="1" errors="0" skipped="1">
                    <testcase classname="mwaa-gcp.verify.scenarios" name="healthy: the endpoint is well" time="0.500">
                      <system-out>GET /</system-out>
                    </testcase>
                    <testcase classname="mwaa-gcp.verify.scenarios" name="reset: a &quot;reset&quot;" time="12.000">
                      <failure message="loads: it raises" type="contract">loads: it raises
                  at a.py:1</failure>
                      <system-out>GET /</system-out>
                    </testcase>
                    <testcase classname="mwaa-gcp.verify.scenarios" name="signing: signing">
                      <skipped message="no google-auth"/>
                    </testcase>
                  </testsuite>
                </testsuites>

                """)
    }

    @Test func underStrictJUnitFailsForWarnings() {
        #expect(Self.rendered(.junit).contains(#"tests="8" failures="2" errors="1""#))
        #expect(Self.rendered(.junit, strict: true).contains(#"tests="8" failures="3" errors="1""#))
    }

    @Test func aCleanRunIsOnePassingCase() {
        let rendered = ReportFormat.junit.render(Report(command: "validate", diagnostics: []))
        #expect(rendered.contains(#"tests="1" failures="0" errors="0" skipped="0""#))
        #expect(rendered.contains(#"<testcase classname="mwaa-gcp.validate.findings" name="mwaa-gcp validate"/>"#))
    }

    @Test func charactersThatXMLCannotHoldAreMadeVisible() {
        let finding = Diagnostic(.jsonUnexpected, .error, "a\u{0}\u{1B}b\u{FFFF}\tc")
        let rendered = ReportFormat.junit.render(Report(command: "validate", diagnostics: [finding]))
        #expect(rendered.contains("message=\"a␀␛b\u{FFFD}&#9;c\""))
    }
}
