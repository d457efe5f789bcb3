import CredentialConfig
import Diagnostics
import MWAAReleases
import TestSupport
import Testing

@Suite struct ImpersonationTests {
    private static let start = "https://iamcredentials.googleapis.com/v1/projects"

    @Test(arguments: [
        "⟪C241|http⟫://iamcredentials.googleapis.com/v1/projects/-/serviceAccounts/sa-name@data-project-1.iam.gserviceaccount.com:generateAccessToken",
        "https://⟪C242|iam.googleapis.com⟫/v1/projects/-/serviceAccounts/sa-name@data-project-1.iam.gserviceaccount.com:generateAccessToken",
        "https://⟪C242|iamcredentials.googleapis.com.example.com⟫/v1/x",
        "\(start)/⟪C243|data-project-1⟫/serviceAccounts/sa-name@data-project-1.iam.gserviceaccount.com:generateAccessToken",
        "\(start)/-/serviceAccounts/sa-name@data-project-1.iam.gserviceaccount.com:⟪C244|generateIdToken⟫",
        "\(start)/-/serviceAccounts/sa-name@data-project-1.iam.gserviceaccount.com⟪C244|⟫",
        "\(start)/-/serviceAccounts/⟪C245|⟫:generateAccessToken",
        "\(start)/-/serviceAccounts/⟪C245|someone@example.com⟫:generateAccessToken",
        "\(start)/-/serviceAccounts/⟪C245|short@data-project-1.iam.gserviceaccount.com⟫:generateAccessToken",
        "\(start)/-/serviceAccounts/⟪C245|Sa-Name@data-project-1.iam.gserviceaccount.com⟫:generateAccessToken",
        "\(start)/-/serviceAccounts/⟪C245|sa-name@data-project-1.iam.gserviceaccount.co⟫:generateAccessToken",
        "\(start)/-/serviceAccounts/⟪C245:warning|112233445566778899001⟫:generateAccessToken",
        "https://iamcredentials.googleapis.com⟪C241|/v1/projects/-/serviceaccounts/sa-name@data-project-1.iam.gserviceaccount.com:generateAccessToken⟫",
        "https://iamcredentials.googleapis.com⟪C241|⟫",
        "\(start)/-/serviceAccounts/sa-name@data-project-1.iam.gserviceaccount.com:generateAccessToken?⟪C241|alt=json⟫",
    ])
    func wrongPartsAreMarked(url: String) {
        #expect(mismatch(config(["service_account_impersonation_url": "\"\(url)\""])) == nil)
    }

    @Test(arguments: [
        ("short@data-project-1.iam.gserviceaccount.com", "6 to 30"), ("someone@example.com", "NAME@PROJECT"),
    ])
    func theHelpSaysWhatIsWrongWithAnAddress(account: String, words: String) throws {
        let url = "\"\(Self.start)/-/serviceAccounts/\(account):generateAccessToken\""
        let validated = CredentialConfigValidator.validate(config(["service_account_impersonation_url": url]).source)
        let finding = try #require(validated.diagnostics.first { $0.code.id == "C245" })
        #expect(finding.help?.contains(words) == true)
    }

    @Test(arguments: [
        "sa-name@data-project-1.iam.gserviceaccount.com", "123456789012-compute@developer.gserviceaccount.com",
        "data-project-1@appspot.gserviceaccount.com", "sa-name@legacy-name.example.com.iam.gserviceaccount.com",
    ])
    func theFormsOfAnAddressAreRight(account: String) {
        let url = "\"\(Self.start)/-/serviceAccounts/\(account):generateAccessToken\""
        #expect(mismatch(config(["service_account_impersonation_url": url])) == nil)
    }

    @Test func aBareAddressIsMendedToItsURL() {
        let text = config([
            "service_account_impersonation_url": #"⟪C241|"sa-name@data-project-1.iam.gserviceaccount.com"⟫"#
        ])
        #expect(mismatch(text) == nil)
        let fixed = ConfigFixer.fix(text.source)
        #expect(fixed.validated.diagnostics.isEmpty)
        #expect(
            fixed.validated.config?.impersonation?.url
                == "\(Self.start)/-/serviceAccounts/sa-name@data-project-1.iam.gserviceaccount.com:generateAccessToken")
    }

    /// Notations of IAM's policies and of the console's URLs.
    @Test(arguments: [
        "serviceAccount:sa-name@data-project-1.iam.gserviceaccount.com",
        "sa-name%40data-project-1.iam.gserviceaccount.com",
        "\(start)/-/serviceAccounts/serviceAccount:sa-name@data-project-1.iam.gserviceaccount.com:generateAccessToken",
        "\(start)/-/serviceAccounts/sa-name%40data-project-1.iam.gserviceaccount.com:generateAccessToken",
    ])
    func anAddressAsItStandsElsewhereIsMended(url: String) {
        let fixed = ConfigFixer.fix(config(["service_account_impersonation_url": "\"\(url)\""]).source)
        #expect(fixed.validated.diagnostics.isEmpty)
        #expect(
            fixed.validated.config?.impersonation?.url
                == "\(Self.start)/-/serviceAccounts/sa-name@data-project-1.iam.gserviceaccount.com:generateAccessToken")
    }

    @Test(arguments: [("2.8.1", true), ("2.9.2", false)])
    func anEmptyURLIsSilentlyIgnoredBySomeReleases(release: String, isIgnored: Bool) throws {
        let text = config(["service_account_impersonation_url": #"⟪C247|""⟫"#])
        #expect(mismatch(text, .release(release)) == nil)
        let finding = try #require(
            CredentialConfigValidator.validate(text.source, .release(release)).diagnostics.first)
        #expect((finding.label?.contains("silently") == true) == isIgnored)
    }

    @Test(arguments: [
        "600", "3600", "⟪C248:note|3601⟫", "⟪C248:note|43200⟫", "⟪C248|43201⟫", "⟪C248:warning|599⟫",
        "⟪C248:warning|0⟫",
        "⟪C248|-1⟫", "⟪C248|3600.0⟫", "⟪C248|1e3⟫", "⟪C248|99999999999999999999⟫", #"⟪C248:warning|"3600"⟫"#,
        #"⟪C248|"1h"⟫"#,
        #"⟪C248,C248:warning|"50000"⟫"#, "⟪C203|true⟫",
    ])
    func theLifetimeIsBetweenTenMinutesAndTwelveHours(value: String) {
        #expect(mismatch(config(["token_lifetime_seconds": value])) == nil)
    }

    @Test(arguments: [("2.2.2", true), ("2.4.3", false)])
    func theLifetimeIsIgnoredBySomeReleases(release: String, isIgnored: Bool) {
        let value = isIgnored ? "⟪C249:warning|2800⟫" : "2800"
        #expect(mismatch(config(["token_lifetime_seconds": value]), .release(release)) == nil)
    }

    @Test func theLifetimeNeedsAnAccount() {
        var text = JSONTree(GcloudConfig(lifetime: 2800, hasUniverseDomain: false)).removing([
            "service_account_impersonation_url"
        ]).text
        text.replace(#""service_account_impersonation""#, with: #"⟪C249:warning|"service_account_impersonation"⟫"#)
        #expect(mismatch(MarkedText(text)) == nil)
    }
}
