import CredentialConfig
import Diagnostics
import TestSupport
import Testing

@Suite struct SecretTests {
    private static let canary = "hunter2-canary-value"

    @Test(arguments: [
        #"{"client_secret": "CANARY"}"#, #"{"a": {"b": [{"private_key": "x\nCANARY\ny"}]}}"#,
        #"{"private_\u006bey": "CANARY"}"#,
        #"{"x": "-----BEGIN PRIVATE KEY-----\nCANARY\n-----END PRIVATE KEY-----\n"}"#,
        #"{"token_url": "https://u:CANARY@h/"}"#,
        "{'client_secret': 'CANARY'}", "{client_secret: CANARY}", "{\"refresh_token\": \"CANARY",
        "client_secret = CANARY",
        "{\"private_key\": \"a\nCANARY\n\"", #"{"client_secret": "CANARY", "audience": "CANARY"}"#,
        #"{"credential_source": {"url": "http://u:CANARY@127.0.0.1/x"}}"#,
        #"{"type": "service_account", "private_key": "CANARY"}"#,
        #"{"x": "ya29.CANARY"}"#, #"{"aws_secret_access_key": ["CANARY"]}"#,
    ])
    func noDiagnosticHoldsASecret(text: String) {
        let source = SourceText(name: "config.json", text: text.replacing("CANARY", with: Self.canary))
        let diagnostics = CredentialConfigValidator.validate(source).diagnostics
        #expect(!diagnostics.isEmpty)
        for diagnostic in diagnostics {
            #expect(!everything(in: diagnostic).contains(Self.canary), "\(diagnostic.code): \(diagnostic.message)")
            if case .source(let shown, _)? = diagnostic.place {
                #expect(shown.bytes.count == source.bytes.count && shown.lineCount == source.lineCount)
            }
        }
    }

    @Test(arguments: ["AKIAIOSFODNN7EXAMPLE", "ASIAIOSFODNN7EXAMPLE"])
    func accessKeyIDsAreSecrets(id: String) {
        let source = SourceText(name: "config.json", text: #"{"x": "\#(id)"}"#)
        let diagnostics = CredentialConfigValidator.validate(source).diagnostics
        #expect(diagnostics.contains { $0.code == .configSecret })
        #expect(!diagnostics.contains { everything(in: $0).contains(id) })
    }

    @Test func aTextWithoutSecretsIsShownAsItIs() throws {
        let source = SourceText(name: "config.json", text: #"{"audience": "password", "type": "token"}"#)
        let diagnostic = try #require(CredentialConfigValidator.validate(source).diagnostics.first)
        guard case .source(let shown, _)? = diagnostic.place else { Issue.record("no place"); return }
        #expect(shown == source)
    }

    @Test func aDifferenceShowsNoSecret() {
        let text = config(["client_id": #""x""#]).source.string
            .replacing(#""client_id": "x""#, with: "\n\"client_id\": \"x\",\n\"client_secret\": \"\(Self.canary)\"")
        let source = SourceText(name: "config.json", text: text)
        let difference = String(decoding: ConfigFixer.fix(source).difference(from: source), as: UTF8.self)
        #expect(difference.contains("-\"client_id\": \"x\",\n"))
        #expect(difference.contains("\"client_secret\": \"****") && !difference.contains(Self.canary))
    }

    private func everything(in diagnostic: Diagnostic) -> String {
        var parts = [diagnostic.message, diagnostic.label ?? "", diagnostic.help ?? ""]
        let places = [diagnostic.place].compactMap { $0 } + diagnostic.related.map(\.place)
        for case .source(let source, _) in places { parts.append(source.string) }
        parts += diagnostic.related.map(\.message)
        parts +=
            diagnostic.fix.map { [$0.description] + $0.edits.map { String(decoding: $0.replacement, as: UTF8.self) } }
            ?? []
        return parts.joined(separator: "\n")
    }
}
