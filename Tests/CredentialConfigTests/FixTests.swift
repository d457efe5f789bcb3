import CredentialConfig
import Diagnostics
import TestSupport
import Testing

@Suite struct FixTests {
    /// A credential source with `A` kept and `X` removed, and what must remain, byte for byte.
    @Test(arguments: [
        ("{X, A, B}", "{A, B}"), ("{A, X, B}", "{A, B}"), ("{A, B, X}", "{A, B}"), ("{X,A,B}", "{A,B}"),
        ("{A,X,B}", "{A,B}"),
        ("{A,B,X}", "{A,B}"), ("{ A , X , B }", "{ A , B }"), ("{ A , B , X }", "{ A , B }"),
        ("{\n  X,\n  A,\n  B\n}", "{\n  A,\n  B\n}"), ("{\n  A,\n  X,\n  B\n}", "{\n  A,\n  B\n}"),
        ("{\n  A,\n  B,\n  X\n}", "{\n  A,\n  B\n}"), ("{\r\n\tA,\r\n\tX,\r\n\tB\r\n}", "{\r\n\tA,\r\n\tB\r\n}"),
        ("{\r\n\tA,\r\n\tB,\r\n\tX\r\n}", "{\r\n\tA,\r\n\tB\r\n}"), ("{\n  A, X,\n  B\n}", "{\n  A,\n  B\n}"),
        ("{\n  A,\n  X, B\n}", "{\n  A,\n  B\n}"), ("{ A\n, X\n, B\n}", "{ A\n, B\n}"),
        ("{ A\n, B\n, X\n}", "{ A\n, B\n}"),
        ("{X, Y, A, B}", "{A, B}"), ("{A, X, Y, B}", "{A, B}"), ("{A, B, X, Y}", "{A, B}"),
        ("{X, A, Y, B, Z}", "{A, B}"),
        ("{\n A,\n X,\n Y,\n B,\n Z\n}", "{\n A,\n B\n}"), ("{\n\n A,\n\n X,\n\n B\n\n}", "{\n\n A,\n\n B\n\n}"),
    ])
    func removalKeepsEveryOtherByte(before: String, after: String) {
        let parts = [
            "A": #""environment_id": "aws1""#, "X": #""url": "http://169.254.169.254/a""#,
            "B":
                #""regional_cred_verification_url": "https://sts.{region}.amazonaws.com?Action=GetCallerIdentity&Version=2011-06-15""#,
            "Y": #""region_url": "http://169.254.169.254/b""#,
            "Z": #""imdsv2_session_token_url" : "http://169.254.169.254/c""#,
        ]
        func text(_ layout: String) -> String {
            let source = layout.map { parts[String($0)] ?? String($0) }.joined()
            return JSONTree(GcloudConfig()).setting(["credential_source"], to: .raw(source)).text + "\n"
        }
        let source = SourceText(name: "config.json", text: text(before))
        #expect(ConfigFixer.fix(source).text.string == text(after))
        #expect(CredentialConfigValidator.prepare(source).bytes == Array(text(after).utf8))
    }

    /// What is pasted from web pages has other blanks.
    @Test func blanksThatJSONDoesNotHaveBecomeSpaces() {
        let right = JSONTree(GcloudConfig()).text
        let pasted = ConfigFixer.fix(SourceText(name: "c", text: right.replacing(": ", with: ":\u{A0}")))
        #expect(pasted.text == ConfigFixer.fix(SourceText(name: "c", text: right)).text)
        #expect(right.contains(": ") && !pasted.validated.hasErrors)
    }

    @Test func theOnlyMemberLeavesAnEmptyObject() {
        let source = SourceText(
            name: "c", text: #"{"credential_source": { "url": "http://169.254.169.254/" }, "type": "external_account"}"#
        )
        #expect(ConfigFixer.fix(source).text.string == #"{"credential_source": {}, "type": "external_account"}"#)
    }

    @Test func duplicatesGoAsWell() {
        let metadata = #""url": "http://169.254.169.254/""#
        let text = GcloudConfig().prepared.replacing(
            #""environment_id": "aws1","#, with: #"\#(metadata), "environment_id": "aws1", \#(metadata),"#)
        // A text with a duplicate is not mended by halves: which of two is meant is not for the tool to say.
        let source = SourceText(name: "c", text: text)
        let fixed = ConfigFixer.fix(source)
        #expect(fixed.text == source)
        #expect(fixed.validated.diagnostics.map(\.code).contains(.jsonDuplicateMember))
    }

    @Test func syntaxIsMendedFirst() {
        let good = GcloudConfig().text
        let broken = "\u{FEFF}" + good.replacing("\"aws1\"", with: "'aws1'").replacing("\n}", with: ", // end\n}")
        let fixed = ConfigFixer.fix(SourceText(name: "c", text: broken))
        #expect(fixed.validated.diagnostics.isEmpty)
        #expect(
            Set(fixed.mended.map(\.code)).isSuperset(of: [
                .jsonByteOrderMark, .jsonSingleQuotes, .jsonComment, .jsonTrailingComma, .instanceMetadata,
            ]))
    }

    @Test func preparingTouchesNothingElse() {
        let text = GcloudConfig().text.replacing("\"aws1\"", with: "\"aws2\"").replacing("\n", with: "\r\n") + "\r\n"
        let prepared = CredentialConfigValidator.prepare(SourceText(name: "c", text: text))
        #expect(String(decoding: prepared.bytes, as: UTF8.self).contains("aws2"))
        #expect(prepared.diagnostics.map(\.code) == [.environmentID])
        #expect(prepared.hasErrors)
        #expect(prepared.notes.first?.related.count == 1)
    }

    @Test func aReadyConfigIsCopied() {
        let source = SourceText(name: "c", text: GcloudConfig().prepared)
        let prepared = CredentialConfigValidator.prepare(source)
        #expect(prepared.bytes == source.bytes && prepared.notes.isEmpty && prepared.diagnostics.isEmpty)
    }

    @Test func mutatedConfigsAreMendedOnce() {
        for bytes in Mutations.configs(1500) {
            let fixed = ConfigFixer.fix(SourceText(name: "config.json", bytes: bytes))
            #expect(!fixed.validated.diagnostics.contains { $0.fix != nil })
            #expect(fixed.validated.diagnostics == ConfigFixer.fix(fixed.text).validated.diagnostics)
        }
    }
}
