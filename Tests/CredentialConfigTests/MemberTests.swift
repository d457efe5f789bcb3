import CredentialConfig
import Diagnostics
import SpannedJSON
import MWAAReleases
import TestSupport
import Testing

@Suite struct MemberTests {
    @Test(arguments: [
        ("[]", "⟪C201|[]⟫"), ("null", "⟪C201|null⟫"), (#""x""#, #"⟪C201|"x"⟫"#),
    ])
    func theConfigIsAnObject(_: String, marked: String) {
        #expect(mismatch(MarkedText(marked)) == nil)
    }

    @Test func anEmptyObjectLacksWhatIsRequired() {
        #expect(mismatch(MarkedText("⟪C202,C202,C202,C202,C202|{⟫}")) == nil)
    }

    @Test(arguments: ["type", "audience", "subject_token_type", "token_url", "credential_source"])
    func requiredMembersOfTheConfig(name: String) {
        let text = "⟪C202|{⟫" + config([:], without: [name]).source.string.dropFirst()
        #expect(mismatch(MarkedText(text)) == nil)
    }

    @Test(arguments: ["environment_id", "regional_cred_verification_url"])
    func requiredMembersOfTheSource(name: String) {
        var text = config([:], without: [name]).source.string
        text.replace(#""credential_source""#, with: #"⟪C202|"credential_source"⟫"#)
        #expect(mismatch(MarkedText(text)) == nil)
    }

    @Test(arguments: [
        ("type", "⟪C203|1⟫"), ("type", "⟪C203|null⟫"), ("audience", "⟪C203|null⟫"), ("audience", "⟪C203|[]⟫"),
        ("subject_token_type", "⟪C203|{}⟫"), ("token_url", "⟪C203|null⟫"), ("credential_source", #"⟪C203|"x"⟫"#),
        ("credential_source", "⟪C203|null⟫"), ("environment_id", "⟪C203|1⟫"),
        ("regional_cred_verification_url", "⟪C203|null⟫"),
        ("service_account_impersonation_url", "⟪C203|[1]⟫"), ("service_account_impersonation", #"⟪C203|"x"⟫"#),
        ("universe_domain", "⟪C203|1⟫"), ("url", "⟪C203|1⟫"), ("quota_project_id", "⟪C203|1⟫"),
        ("service_account_impersonation_url", "null"), ("token_info_url", "null"), ("client_id", "null"),
    ])
    func typesAreChecked(name: String, value: String) {
        #expect(mismatch(config([name: value])) == nil)
    }

    @Test func misspeltMembersAreNamedAndMended() {
        let text = config([:]).source.string
        for (right, wrong) in [
            ("audience", "audiance"), ("token_url", "tokenUrl"), ("subject_token_type", "subject-token-type"),
            ("environment_id", "enviroment_id"),
            ("service_account_impersonation_url", "service_account_impersonation_uri"),
        ] {
            let marked = MarkedText(text.replacing("\"\(right)\"", with: "⟪C204|\"\(wrong)\"⟫"))
            #expect(mismatch(marked) == nil)
            #expect(ConfigFixer.fix(marked.source).text.string == text)
        }
    }

    /// Of each kind the first hundred are told, and how many there are.
    @Test func whatIsWrongVeryOftenIsNotToldEachTime() {
        let unknown = (0..<250).map { "\"x\($0)\": 1" }.joined(separator: ", ")
        let text = "{\(unknown), \"audiance\": 1, \(config([:], without: ["audience"]).source.string.dropFirst())"
        let found = CredentialConfigValidator.validate(SourceText(name: "config.json", text: text)).diagnostics
        let warnings = found.filter { $0.severity == .warning }
        #expect(warnings.count == 100 && warnings.allSatisfy { $0.code == .configMemberUnknown })
        #expect(warnings.last?.message.contains("`x99`") == true)
        #expect(warnings.last?.help?.hasSuffix("; 150 more like this are left out") == true)
        #expect(warnings.dropLast().allSatisfy { $0.help?.contains("more") == false })
        #expect(found.filter { $0.severity == .error }.map(\.code) == [.configMemberUnknown])
    }

    /// None of these takes longer than its length lets it: with a quadratic search each would take minutes.
    @Test(arguments: [
        "{region}", "<", "<A>", "${", "a:", "://", "a://b:c", "&amp;", "a@", "\u{430}", "a=b&", "-----BEGIN ",
    ])
    func valuesThatRepeatThemselvesAreJudged(piece: String) {
        let value = String(repeating: piece, count: 4_000 / piece.utf8.count)
        for name in ["regional_cred_verification_url", "audience", "note"] {
            let source = config([name: "\"\(value)\""]).source
            #expect(!CredentialConfigValidator.validate(source).diagnostics.isEmpty)
        }
    }

    @Test func unknownMembersAreWarnedOf() {
        let text = config(["extra": "1"]).source.string.replacing(#""extra""#, with: #"⟪C204:warning|"extra"⟫"#)
        #expect(mismatch(MarkedText(text)) == nil)
        #expect(mismatch(config(["_comment": #""for the DAGs""#, "$schema": #""x""#])) == nil)
    }

    @Test func misplacedMembersAreSentHome() {
        let moved = JSONTree(GcloudConfig(hasUniverseDomain: false)).removing(["credential_source", "environment_id"])
            .setting(["environment_id"], to: .string("aws1"))
        let text = moved.text.replacing(#""environment_id""#, with: #"⟪C204|"environment_id"⟫"#)
        #expect(mismatch(MarkedText(text)) == nil)
    }

    @Test func otherKindsOfCredentialsGiveOneFinding() {
        #expect(mismatch(MarkedText(#"{"type": ⟪C211|"authorized_user"⟫, ⟪C213|"refresh_token"⟫: "x"}"#)) == nil)
        #expect(
            mismatch(
                MarkedText(
                    #"{"type": ⟪C212|"service_account"⟫, "project_id": "p", ⟪C213|"private_key_id"⟫: "k", ⟪C213|"private_key"⟫: "-----BEGIN PRIVATE KEY-----\nk\n-----END PRIVATE KEY-----\n", "client_email": "e"}"#
                )) == nil)
        #expect(mismatch(config(["type": #"⟪C211|"external-account"⟫"#])) == nil)
        #expect(mismatch(config(["type": #"⟪C211|"External_Account"⟫"#])) == nil)
        #expect(mismatch(config(["type": #"⟪C211|"oidc"⟫"#])) == nil)
    }

    @Test(arguments: [("1.10.12", true), ("2.0.2", false)])
    func releasesWithoutExternalAccounts(release: String, isTooOld: Bool) {
        let value = isTooOld ? #"⟪C214|"external_account"⟫"# : #""external_account""#
        #expect(mismatch(config(["type": value]), .release(release)) == nil)
    }

    @Test func membersOfOtherCredentials() {
        for (member, code, value) in [
            ("workforce_pool_user_project", "C271", #""123""#), ("client_id", "C272:warning", #""x""#),
            ("aws_security_credentials_supplier", "C273", "{}"),
        ] {
            let text = config([member: value]).source.string
                .replacing("\"\(member)\": \(value)", with: "⟪\(code)|\"\(member)\": \(value)⟫")
            #expect(mismatch(MarkedText(text)) == nil)
            #expect(ConfigFixer.fix(MarkedText(text).source).text.string == config([:]).source.string)
        }
    }

    @Test func syntaxErrorsDoNotHideTheOthers() {
        let text = config(["environment_id": #"⟪C252|"aws2"⟫"#, "audience": "⟪J116|NaN⟫"])
        let findings = CredentialConfigValidator.validate(text.source)
        #expect(text.mismatch(findings.diagnostics) == nil)
        #expect(findings.diagnostics.allSatisfy { $0.fix == nil })
    }

    /// A finding that leaves its reader alone is worth little.
    @Test func everyFindingSaysWhatToDo() {
        for bytes in Mutations.configs(3000) {
            let source = SourceText(name: "config.json", bytes: bytes)
            for finding in CredentialConfigValidator.validate(source, ValidationContext()).diagnostics
            where finding.code.id.hasPrefix("C") && finding.help == nil && finding.fix == nil {
                // In a file that is no JSON, fixes wait for their turn.
                let isJSON = JSONParser.parse(source).isValid
                #expect(!isJSON, "\(finding.code) \(finding.message)")
            }
        }
    }
}
