import Diagnostics
import Reporting
import Testing

@Suite struct SecretMaskTests {
    @Test(arguments: [
        ("key ASIAABCDEFGHIJKLMNOP!", "key ASIA[masked]!"),
        ("MYASIAABCDEFGHIJKLMNOP", "MYASIAABCDEFGHIJKLMNOP"),
        ("ASIA in 2026", "ASIA in 2026"),
        ("-----BEGIN PRIVATE KEY-----\nabc\n-----END PRIVATE KEY-----\nafter", "[masked]\nafter"),
        ("-----BEGIN PRIVATE KEY-----\nabc", "[masked]"),
        ("Authorization: Bearer ya29.abcdefghijklmnop-_x end", "Authorization: Bearer [masked] end"),
        ("bearer of news", "bearer of news"),
        (#"{"private_key" : "a\"b", "x": "y"}"#, #"{"private_key" : "[masked]", "x": "y"}"#),
        (#"{"SecretAccessKey":"abc"}"#, #"{"SecretAccessKey":"[masked]"}"#),
        (#"{"token_url": "https://sts"}"#, #"{"token_url": "https://sts"}"#),
        (#""password": "cut"#, #""password": "[masked]"#),
        (#""password":"#, #""password":"#),
        ("{\"client_secret\"\t:\n\"x\"}", "{\"client_secret\"\t:\n\"[masked]\"}"),
    ])
    func whatLooksLikeASecretIsHidden(text: String, masked: String) {
        #expect(SecretMask()(text) == masked)
    }

    @Test func knownSecretsAreHiddenInEverySpelling() {
        let mask = SecretMask(known: ["wJalr/XUtn+FEMI", "wJalr/XUtn", "short"])
        #expect(mask("a wJalr/XUtn+FEMI b wJalr%2FXUtn%2BFEMI short") == "a [masked] b [masked] short")
    }

    @Test(arguments: ReportFormat.allCases)
    func noFormatShowsASecret(_ format: ReportFormat) {
        let canary = "c4n4ry/SECRET+value0123456789"
        let text = SourceText(name: canary, text: "{\"x\": \"\(canary)\"}")
        let place = Place.source(text, Span(6, 20))
        let fix = Fix(canary, [.init(Span(6, 20), Array(canary.utf8))])
        let report = Report(
            command: "verify",
            diagnostics: [
                Diagnostic(
                    .jsonUnexpected, .error, canary, at: place, label: canary, related: [.init(canary, at: place)],
                    help: canary, fix: fix),
                Diagnostic(.fileMissing, .error, canary, at: .file(canary), fix: Fix(canary, [])),
                Diagnostic(.archiveGap, .warning, canary, at: .archive(path: canary, entry: canary, offset: 1)),
                Diagnostic(.pythonMissing, .note, canary, help: canary),
            ],
            inputs: [canary],
            scenarios: [.passed, .failed, .notRun].map { outcome in
                ReportedScenario(
                    id: "s", title: canary, outcome: outcome, virtualSeconds: 0, requests: [canary], remarks: [canary])
            },
            artifacts: [ReportedArtifact(path: canary, size: 1, sha256: "00")], conclusion: canary)
        var presentation = Presentation()
        presentation.style = .coloured
        presentation.mask = SecretMask(known: [canary])
        let rendered = format.render(report, presentation)
        #expect(!rendered.contains("c4n4ry"))
        #expect(rendered.contains("masked"))
        #expect(format.render(report).contains("c4n4ry"), "the canary must be somewhere without the mask")
    }

    @Test(arguments: ReportFormat.allCases)
    func noFormatShowsWhatLooksLikeASecret(_ format: ReportFormat) {
        let text = SourceText(name: "c.json", text: #"{"client_secret": "hunter2hunter2"}"#)
        let finding = Diagnostic(
            .configSecret, .error, "m", at: .source(text, Span(1, 16)),
            fix: Fix("move it", [.init(Span(1, 16), Array(#""private_key": "hunter2hunter2""#.utf8))]))
        #expect(!format.render(Report(command: "validate", diagnostics: [finding])).contains("hunter2"))
    }
}
