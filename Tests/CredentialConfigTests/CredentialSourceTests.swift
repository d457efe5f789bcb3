import CredentialConfig
import Diagnostics
import MWAAReleases
import TestSupport
import Testing

@Suite struct CredentialSourceTests {
    @Test(arguments: ["aws2", "aws01", "aws", "AWS1", "azure", "aws1.0", "aws11", ""])
    func theEnvironmentIsAWS1(id: String) {
        let text = config(["environment_id": "⟪C252|\"\(id)\"⟫"])
        #expect(mismatch(text) == nil)
        #expect(ConfigFixer.fix(text.source).text.string == config([:]).source.string)
    }

    @Test func theQuirksOfGoogleAuthsPatternAreErrors() {
        #expect(mismatch(config(["environment_id": #""aws1⟪C205|\n⟫""#])) == nil)
        #expect(mismatch(config(["environment_id": #""aws⟪C207|\u0661⟫""#])) == nil)
    }

    @Test(arguments: ["region_url", "url", "imdsv2_session_token_url"])
    func instanceMetadataMustGo(name: String) {
        for value in ["http://169.254.169.254/latest/x", "http://[fd00:ec2::254]/latest/x", ""] {
            var text = config([name: "\"\(value)\""]).source.string
            text.replace("\"\(name)\": \"\(value)\"", with: "⟪C253|\"\(name)\": \"\(value)\"⟫")
            #expect(mismatch(MarkedText(text)) == nil)
        }
        #expect(mismatch(config([name: "null"])) == nil)
    }

    @Test(arguments: [("2.2.2", false), ("2.4.3", true), ("2.5.1", false), ("3.3.1", false)])
    func someReleasesAskForATokenInAnyCase(release: String, asks: Bool) throws {
        let text = config(["imdsv2_session_token_url": #""http://169.254.169.254/latest/api/token""#])
        let finding = try #require(
            CredentialConfigValidator.validate(text.source, .release(release)).diagnostics.first)
        #expect(finding.code == .instanceMetadata)
        #expect((finding.label?.contains("asks it for a token") == true) == asks)
    }

    @Test func theContainerEndpointIsAnError() {
        let text = config(["url": #""⟪C255|http://169.254.170.2/v2/credentials/x⟫""#])
        #expect(mismatch(text) == nil)
        #expect(ConfigFixer.fix(text.source).validated.diagnostics.isEmpty)
    }

    @Test(arguments: [("2.2.2", "warning"), ("2.4.3", "error"), ("2.5.1", "error"), ("2.6.3", "warning")])
    func otherServersAreRefusedBySomeReleases(release: String, severity: String) {
        let text = config(["url": "\"⟪C255:\(severity)|http://127.0.0.1:8080/role⟫\""])
        #expect(mismatch(text, .release(release)) == nil)
        #expect(ConfigFixer.fix(text.source, .release(release)).text == text.source)
    }

    @Test(arguments: [
        #"{⟪C251|"file"⟫: "/var/run/token"}"#, #"{⟪C251|"executable"⟫: {"command": "x"}}"#,
        #"{⟪C251|"url"⟫: "http://localhost/token", "format": {"type": "json"}}"#, #"{⟪C251|"certificate"⟫: {}}"#,
        #"{⟪C251|"url"⟫: "https://login.example.com/token"}"#,
        #"{"environment_id": "aws1", ⟪C251|"file"⟫: "/x"}"#,
    ])
    func otherProvidersAreNamed(source: String) {
        #expect(mismatch(config(["credential_source": source])) == nil)
    }
}

extension SourceText {
    var string: String { String(decoding: bytes, as: UTF8.self) }
}
