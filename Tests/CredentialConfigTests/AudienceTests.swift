import CredentialConfig
import Diagnostics
import TestSupport
import Testing

@Suite struct AudienceTests {
    @Test(arguments: [
        "//iam.googleapis.com/projects/⟪C223|my-project⟫/locations/global/workloadIdentityPools/pool/providers/prov",
        "//iam.googleapis.com/projects/⟪C223|⟫/locations/global/workloadIdentityPools/pool/providers/prov",
        "//iam.googleapis.com/projects/1/locations/⟪C224|us-east1⟫/workloadIdentityPools/pool/providers/prov",
        "⟪C222|https:⟫//iam.googleapis.com/projects/1/locations/global/workloadIdentityPools/pool/providers/prov",
        "⟪C222|http:⟫//iam.googleapis.com/projects/1/locations/global/workloadIdentityPools/pool/providers/prov",
        "⟪C221|⟫iam.googleapis.com/projects/1/locations/global/workloadIdentityPools/pool/providers/prov",
        "⟪C221|/⟫iam.googleapis.com/projects/1/locations/global/workloadIdentityPools/pool/providers/prov",
        "⟪C221|⟫projects/1/locations/global/workloadIdentityPools/pool/providers/prov",
        "⟪C221|//sts.googleapis.com/⟫projects/1/locations/global/workloadIdentityPools/pool/providers/prov",
        "//iam.googleapis.com/projects/1/locations/global/workloadIdentityPools/pool/providers/prov⟪C221|/⟫",
        "//iam.googleapis.com/projects/1/locations/global/workloadIdentityPools/pool/providers/prov⟪C221|/attribute.aws_role/r⟫",
        "//iam.googleapis.com/projects/1/locations/global/⟪C221|workloadidentitypools⟫/pool/providers/prov",
        "//iam.googleapis.com/projects/1/locations/global/workloadIdentityPools/pool/⟪C221|provider⟫/prov",
        "//iam.googleapis.com/⟪C221|projects/1⟫",
        "⟪C221|mwaa⟫",
        "//iam.googleapis.com/projects/1/locations/global/workloadIdentityPools/pool⟪C225|⟫",
        "//iam.googleapis.com/projects/1/locations/global/workloadIdentityPools/pool/providers⟪C225|⟫",
        "//iam.googleapis.com/projects/1/locations/global/workloadIdentityPools/⟪C226|abc⟫/providers/prov",
        "//iam.googleapis.com/projects/1/locations/global/workloadIdentityPools/⟪C226|Pool⟫/providers/⟪C226|gcp-prov⟫",
        "//iam.googleapis.com/projects/1/locations/global/workloadIdentityPools/pool/providers/⟪C226|a-name-of-more-than-32-characters⟫",
        "//iam.googleapis.com/⟪C227|locations/global/workforcePools/pool/providers/prov⟫",
        "⟪C228|principalSet://iam.googleapis.com/projects/1/locations/global/workloadIdentityPools/pool/attribute.aws_role/r⟫",
        "⟪C222|https:⟫//iam.googleapis.com/projects/⟪C223|my-project⟫/locations/⟪C224|eu⟫/workloadIdentityPools/pool/providers/prov",
        #"\/\/iam.googleapis.com\/projects\/⟪C223|\u006dy-project⟫\/locations\/global\/workloadIdentityPools\/pool\/providers\/prov"#,
    ])
    func wrongPartsAreMarked(audience: String) {
        #expect(mismatch(config(["audience": "\"\(audience)\""])) == nil)
    }

    @Test func anEmptyAudienceIsNone() {
        #expect(mismatch(config(["audience": #"⟪C221|""⟫"#])) == nil)
    }

    @Test(arguments: ["pool", "0-9a", "a23456789012345678901234567890ab"])
    func idsAtTheirLimitsAreRight(id: String) {
        let audience = "//iam.googleapis.com/projects/1/locations/global/workloadIdentityPools/\(id)/providers/\(id)"
        #expect(mismatch(config(["audience": "\"\(audience)\""])) == nil)
    }

    @Test func itsPartsAreRead() {
        let source = GcloudConfig().source
        let audience = CredentialConfigValidator.validate(source).config?.audience
        #expect(audience?.projectNumber == "123456789012")
        #expect(audience?.poolID == "mwaa-pool")
        #expect(audience?.providerID == "mwaa-aws")
    }

    @Test(arguments: [
        #"⟪C229|"urn:ietf:params:oauth:token-type:jwt"⟫"#, #"⟪C229|""⟫"#, #"⟪C229|"aws4_request"⟫"#,
    ])
    func theSubjectTokenTypeIsThatOfAWS(value: String) {
        #expect(mismatch(config(["subject_token_type": value])) == nil)
    }
}
