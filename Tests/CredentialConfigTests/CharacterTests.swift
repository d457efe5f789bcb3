@testable import CredentialConfig
import Diagnostics
import TestSupport
import Testing

@Suite struct CharacterTests {
    private static let audience =
        "//iam.googleapis.com/projects/1/locations/global/workloadIdentityPools/pool/providers/prov"

    @Test(arguments: [
        "⟪C205| ⟫\(audience)", "\(audience)⟪C205|  ⟫", #"⟪C205|\t⟫\#(audience)⟪C205|\n⟫"#,
        "//iam.googleapis.com/projects/1⟪C205| ⟫/locations/global/workloadIdentityPools/pool/providers/prov",
        "\(audience)⟪C206|\u{200B}⟫", "⟪C206|\u{FEFF}⟫\(audience)", "\(audience)⟪C206|\u{A0}⟫",
        #"\#(audience)⟪C206|\u200b⟫"#,
        "//iam.googleapis.com/projects/1/locations/global/workloadIdentityPools/po⟪C207|о⟫l/providers/prov",
        "//iam.googleapis.com/projects/1/locations/global/workloadIdentityPools/pool⟪C207|–⟫a/providers/prov",
        "//iam.googleapis.com/projects/⟪C208|PROJECT_NUMBER⟫/locations/global/workloadIdentityPools/⟪C208|POOL_ID⟫/providers/⟪C208|PROVIDER_ID⟫",
        "//iam.googleapis.com/projects/⟪C208|<number>⟫/locations/global/workloadIdentityPools/⟪C208|${POOL}⟫/providers/⟪C208|$PROVIDER⟫",
        "//iam.googleapis.com/projects/⟪C208|{number}⟫/locations/global/workloadIdentityPools/⟪C208|your-pool⟫/providers/⟪C208|...⟫",
        "//iam.googleapis.com/projects/1/locations/global/workloadIdentityPools/⟪C208|changeme⟫/providers/⟪C208|change-me⟫",
        "//iam.googleapis.com/projects/1/locations/global/workloadIdentityPools/⟪C208|fill-me-in⟫/providers/exchange-memory",
    ])
    func unusualCharactersInAValue(value: String) {
        #expect(mismatch(config(["audience": "\"\(value)\""])) == nil)
    }

    @Test func aBlankValueIsMarkedAsAWhole() {
        #expect(mismatch(config(["audience": #"⟪C205|"  "⟫"#])) == nil)
    }

    @Test(arguments: [" \(audience)", "\(audience)\u{200B} ", #"\#(audience)\n"#, "\u{A0}\(audience)"])
    func whatIsInvisibleIsRemoved(value: String) {
        let fixed = ConfigFixer.fix(config(["audience": "\"\(value)\""]).source)
        #expect(fixed.validated.diagnostics.isEmpty)
        #expect(fixed.text.string == config(["audience": "\"\(Self.audience)\""]).source.string)
    }

    @Test(arguments: ["{ region }", "{region }", "{\\tregion}"])
    func aPlaceholderWithBlanksIsMended(placeholder: String) {
        let url = "https://sts.\(placeholder).amazonaws.com?Action=GetCallerIdentity&Version=2011-06-15"
        let text = config(["regional_cred_verification_url": "\"\(url)\""]).source
        #expect(CredentialConfigValidator.validate(text).diagnostics.map(\.code.id).contains("C205"))
        #expect(ConfigFixer.fix(text).validated.diagnostics.isEmpty)
    }

    @Test(arguments: [
        "https://sts.{region}.amazonaws.com", "{region}", "{region}{region}", "{region}}", "#{region}", "{{region}}",
        "${region}", "<{region}>", "{region", "{regions}", "{region}-{zone}", "{region}...", "{region}.NAME",
        "A{region}B",
        "{region}your-name",
    ])
    func theFirstLookAtATextSeesWhatTheSearchFinds(text: String) {
        let bytes = Array(text.utf8)[...]
        #expect(Placeholder.isIn(bytes) == !Placeholder.find(in: bytes).isEmpty)
    }

    @Test func textBeyondASCIIElsewhereIsWarnedOf() {
        #expect(mismatch(config(["_comment": #""für ⟪C209:warning|é⟫""#.replacing("für ", with: "")])) == nil)
    }
}
