@testable import CredentialConfig
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
        #"{"private_key": {"value": "CANARY"}}"#, "{\"private_key\":\n{\n\"value\":\n[\"x\",\n\"CANARY\"]}}",
        #"{"client_secret": [{"a": ["x", {"b": "CANARY"}]}, 1]}"#, #"{"private_key": {"value": "CANARY"#,
        #"{'password': {'value': '}', 'other': 'CANARY'},}"#, #"{password: [one, CANARY]}"#,
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

    @Test(arguments: [
        (#"{"token": 8675309123}"#, ["token"]), (#"{"password": [8675309123, "x", {"y": "z"}]}"#, ["password"]),
        (#"{"x": ["ya29.8675309123", "ghp_8675309123"]}"#, ["x"]),
        (#"{"x": ["ya29.8675309123", {"y": "ghp_8675309123"}]}"#, ["x", "y"]),
        (#"{"secret": {"token": "8675309123"}}"#, ["secret"]),
        (#"{"password": [null, true, "", {}]}"#, []),
        // Under names that a config has.
        (#"{"client_secret": "8675309123"}"#, ["client_secret"]),
        (#"{"token_url": "ya29.8675309123"}"#, ["token_url"]),
        (#"{"token_url": ["ya29.8675309123"]}"#, ["token_url"]),
        (#"{"audience": {"token_url": "ya29.8675309123"}}"#, ["token_url"]),
        (#"{"credential_source": {"url": "ya29.8675309123"}}"#, ["url"]),
        (#"{"credential_source": [{"url": "ya29.8675309123"}]}"#, ["url"]),
        (#"{"token_url": "ya29.8675309123", "token_url": "x"}"#, ["token_url"]),
        (#"{"credential_source": {"url": "ya29.8675309123"}, "credential_source": {}}"#, ["url"]),
    ])
    func eachMemberIsReportedOnce(text: String, keys: [String]) {
        let source = SourceText(name: "config.json", text: text)
        let diagnostics = CredentialConfigValidator.validate(source).diagnostics
        let found = diagnostics.filter { $0.code == .configSecret }
        #expect(found.map { $0.message.split(separator: "`").first.map(String.init) } == keys)
        for diagnostic in diagnostics { #expect(!everything(in: diagnostic).contains("8675309123")) }
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

    /// What is known for a secret on one side only is hidden on both.
    @Test func aDifferenceShowsNoSecretThatOnlyOneSideGivesAway() {
        // A name with an escape in it is no name to a search of the text, and reading ends before it.
        let quotes = Array(repeating: "'x'", count: 150).joined(separator: ", ")
        let text =
            "{\"type\": \"external_account\", \"a\": [\(quotes)],\n\"client_secr\\u0065t\": \"\(Self.canary)\"}\n"
        let source = SourceText(name: "config.json", text: text)
        let difference = String(decoding: ConfigFixer.fix(source).difference(from: source), as: UTF8.self)
        #expect(difference.contains("\n-{\"type\"") && difference.contains("\n+{\"type\""))
        #expect(!difference.contains(Self.canary))
    }

    /// Secrets in places where no config should have any.
    @Test(arguments: [
        #""token_url": "https://u:CANARY-pw/aaa@sts.googleapis.com/v1/token""#,
        #""token_url": "https://u:CANARY-pw?aaa@sts.googleapis.com/v1/token""#,
        #""token_url": "https://u:CANARY-pw@CANARY-pw@sts.googleapis.com/v1/token""#,
        #""token_url": "https://CANARY-pw@sts.googleapis.com/v1/token""#,
        #""token_url": "user:CANARY-pw@sts.googleapis.com/v1/token""#,
        #""audience": "//user:CANARY-pw@iam.googleapis.com/projects/1""#,
        #""secret": "CANARY-pw""#, #""x-api-key": "CANARY-pw""#, #""Authorization": "Basic CANARY-pw""#,
        #""token": "CANARY-pw""#, #""note": "ghp_CANARY-pw""#, #""note": "AIzaCANARY-pw""#,
        #""note": "xoxb-CANARY-pw""#,
        #""note": "eyJhbGciOiJub25lIn0.CANARY-pw.x""#, #""client_secret", "CANARY-pw""#,
        #""note": "x-----BEGIN PRIVATE KEY-----\nCANARY-pw""#, "\"note\": \"-----BEGIN PRIVATE KEY-----\nCANARY-pw",
        "\"note\": \"-----BEGIN PRIVATE KEY-----\nCANARY-pw\(String(repeating: "MII", count: 40))\n: \"x\"",
        "\"note\": \"-----BEGIN PRIVATE KEY-----\nCANARY-pw\n-----END PRIVATE KEY-----\"",
    ])
    func noFindingShowsIt(member: String) {
        let source = SourceText(
            name: "config.json", text: "{\"type\": \"external_account\",\n\"credential_source\": 1,\n\(member)\n}\n")
        let found = CredentialConfigValidator.validate(source).diagnostics
        #expect(!found.isEmpty)
        for diagnostic in found { #expect(!everything(in: diagnostic).contains("CANARY"), "\(diagnostic.code.id)") }
        let difference = ConfigFixer.fix(source).difference(from: source)
        #expect(!String(decoding: difference, as: UTF8.self).contains("CANARY"))
    }

    @Test func urlsAndMembersOfIAMAreNoSecrets() {
        for text in [
            "\"https://iamcredentials.googleapis.com:443/v1/projects/-/serviceAccounts/a@b.iam.gserviceaccount.com\"",
            "\"serviceAccount:name@project.iam.gserviceaccount.com\"",
            "\"https://sts.googleapis.com/v1/token\",\n\"x\": 1",
            "\"https://sts.googleapis.com@evil.example/\"",
        ] {
            #expect(SecretText.spans(in: Array(text.utf8)).isEmpty, "\(text)")
        }
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
