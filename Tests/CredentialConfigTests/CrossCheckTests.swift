import CredentialConfig
import Diagnostics
import TestSupport
import Testing

@Suite struct CrossCheckTests {
    @Test(arguments: [("data-project-1", false), ("other-project", true), ("123456789012", false)])
    func anotherProjectIsNoted(project: String, isNoted: Bool) {
        let account = "mwaa-dags@data-project-1.iam.gserviceaccount.com"
        let marked = isNoted ? "⟪C281:note|\(account)⟫" : account
        let text = config([
            "service_account_impersonation_url":
                "\"https://iamcredentials.googleapis.com/v1/projects/-/serviceAccounts/\(marked):generateAccessToken\""
        ])
        #expect(mismatch(text, ValidationContext(googleCloudProject: .init(project))) == nil)
    }

    @Test(
        arguments: [
            ("eu-west-1", [], nil), ("us-west-2", [], nil), ("ap-southeast-4", [], nil),
            ("us-gov-west-1", [.awsRegion, .regionWithoutMWAA], .warning), ("eu-west-1a", [.awsRegion], .error),
            ("europe-west1", [.awsRegion], .error), ("EU-WEST-1", [.awsRegion], .error), ("", [.awsRegion], .error),
        ] as [(String, [DiagnosticCode], Severity?)])
    func theRegionIsOne(region: String, codes: [DiagnosticCode], severity: Severity?) {
        let found = CredentialConfigValidator.validate(config([:]).source, .region(region)).diagnostics
        #expect(found.map(\.code) == codes)
        #expect(found.first?.severity == severity)
    }
}
