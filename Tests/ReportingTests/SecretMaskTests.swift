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
    ])
    func whatLooksLikeASecretIsHidden(text: String, masked: String) {
        #expect(SecretMask()(text) == masked)
    }

    @Test func knownSecretsAreHiddenInEverySpelling() {
        let mask = SecretMask(known: ["wJalr/XUtn+FEMI", "wJalr/XUtn", "short"])
        #expect(mask("a wJalr/XUtn+FEMI b wJalr%2FXUtn%2BFEMI short") == "a [masked] b [masked] short")
    }

    @Test func noRendererShowsASecret() {
        let canary = "c4n4ry/SECRET+value0123456789"
        let text = SourceText(name: canary, text: "{\"x\": \"\(canary)\"}")
        let place = Place.source(text, Span(6, 20))
        let report = Report(
            command: "verify",
            diagnostics: [
                Diagnostic(
                    .jsonUnexpected, .error, canary, at: place, label: canary, related: [.init(canary, at: place)],
                    help: canary)
            ],
            scenarios: [
                ReportedScenario(
                    id: "s", title: canary, outcome: .failed, virtualSeconds: 0, requests: [canary], remarks: [canary])
            ])
        let mask = SecretMask(known: [canary])
        #expect(!TextRenderer(style: .coloured, mask: mask).render(report).contains("c4n4ry"))
        #expect(!JSONRenderer.render(report, mask: mask).contains("c4n4ry"))
    }
}
