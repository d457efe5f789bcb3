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
            ("eu-west-1", nil), ("us-west-2", nil), ("ap-southeast-4", nil), ("us-gov-west-1", .warning),
            ("eu-west-1a", .error),
            ("europe-west1", .error), ("EU-WEST-1", .error), ("", .error),
        ] as [(String, Severity?)])
    func theRegionIsOne(region: String, severity: Severity?) {
        let found = CredentialConfigValidator.validate(config([:]).source, .region(region)).diagnostics
        #expect(found.map(\.code) == (severity == nil ? [] : [.awsRegion]))
        #expect(found.first?.severity == severity)
    }
}
