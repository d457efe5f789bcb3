import CredentialConfig
import Diagnostics
import TestSupport
import Testing

@Suite struct VerificationURLTests {
    private static let query = "?Action=GetCallerIdentity&Version=2011-06-15"

    @Test(arguments: [
        "⟪C261|http⟫://sts.{region}.amazonaws.com\(query)",
        "https://sts.{region}.amazonaws.com⟪C261|/x⟫\(query)", "https://sts.{region}.amazonaws.com:⟪C261|80⟫\(query)",
        "https://sts.{region}.amazonaws.com?Action=GetCallerIdentity⟪C262|&amp;⟫Version=2011-06-15",
        "https://sts.⟪C263|{REGION}⟫.amazonaws.com\(query)", "https://sts.⟪C263|${region}⟫.amazonaws.com\(query)",
        "https://sts.⟪C263|<region>⟫.amazonaws.com\(query)", "https://sts.⟪C263|REGION⟫.amazonaws.com\(query)",
        "https://sts.⟪C263|{aws_region}⟫.amazonaws.com\(query)", "https://sts.⟪C263|region⟫.amazonaws.com\(query)",
        "https://sts.⟪C264:warning|eu-west-1⟫.amazonaws.com\(query)",
        "https://⟪C264:warning|sts.amazonaws.com⟫\(query)",
        "https://sts.⟪C264|eu-west-1a⟫.amazonaws.com\(query)", "https://⟪C265|sts.{region}.example.com⟫\(query)",
        "https://⟪C265|iam.{region}.amazonaws.com⟫\(query)",
        "https://⟪C265|sts.{region}.amazonaws.com.example.com⟫\(query)",
        "https://⟪C265|x.sts.{region}.amazonaws.com⟫\(query)", "https://⟪C265|sts..amazonaws.com⟫\(query)",
        "https://sts.{region}.amazonaws.com⟪C266,C266|⟫",
        "https://sts.{region}.amazonaws.com?⟪C266|Action=GetCallerIdentity⟫",
        "https://sts.{region}.amazonaws.com?Action=⟪C266|AssumeRole⟫&Version=2011-06-15",
        "https://sts.{region}.amazonaws.com?Action=GetCallerIdentity&Version=⟪C266|2011-06-16⟫",
        "https://sts.{region}.amazonaws.com?Action=GetCallerIdentity&Version=2011-06-15&⟪C266|X=1⟫",
        "https://sts.{region}.⟪C267:warning|amazonaws.com.cn⟫\(query)",
        "https://sts.⟪C264:warning|cn-north-1⟫.⟪C267|amazonaws.com⟫\(query)",
        "⟪C261:warning|HTTPS⟫://sts.{region}.amazonaws.com\(query)",
        "https://⟪C268|sts-fips⟫.{region}.amazonaws.com\(query)",
    ])
    func wrongPartsAreMarked(url: String) {
        #expect(mismatch(config(["regional_cred_verification_url": "\"\(url)\""])) == nil)
    }

    @Test(arguments: [
        "https://sts.{region}.amazonaws.com/\(query)",
        "https://sts.{region}.amazonaws.com?Version=2011-06-15&Action=GetCallerIdentity",
    ])
    func otherWritingsAreRight(url: String) {
        #expect(mismatch(config(["regional_cred_verification_url": "\"\(url)\""])) == nil)
    }

    @Test(arguments: [
        ("eu-west-1", "https://sts.eu-west-1.amazonaws.com"),
        ("eu-west-2", "https://sts.⟪C264|eu-west-1⟫.amazonaws.com"),
        ("us-east-1", "https://sts.amazonaws.com"), ("eu-west-1", "https://⟪C264|sts.amazonaws.com⟫"),
        ("us-gov-west-1", "https://sts.{region}.amazonaws.com"),
        ("cn-north-1", "https://sts.{region}.⟪C267|amazonaws.com⟫"),
        ("cn-north-1", "https://sts.{region}.amazonaws.com.cn"),
        ("cn-north-1", "https://sts.cn-north-1.⟪C267|amazonaws.com⟫"),
        ("us-east-1", "https://sts.⟪C264|cn-north-1⟫.amazonaws.com"),
        ("eu-west-1", "https://sts.{region}.⟪C267|amazonaws.com.cn⟫"),
        ("eusc-de-east-1", "https://sts.{region}.amazonaws.eu"),
    ])
    func theRegionOfTheEnvironmentDecides(region: String, host: String) {
        let text = config(["regional_cred_verification_url": "\"\(host)\(Self.query)\""])
        let found = CredentialConfigValidator.validate(text.source, .region(region)).diagnostics.filter {
            ![.awsRegion, .regionWithoutMWAA].contains($0.code)
        }
        #expect(text.mismatch(found) == nil)
    }

    @Test func allThatCanBeMendedIs() {
        let text = config([
            "regional_cred_verification_url":
                "\"⟪C261|http⟫://⟪C268|sts-fips⟫.⟪C263|{REGION}⟫.amazonaws.com?Action=⟪C266|getCallerIdentity⟫⟪C262|&amp;⟫Version=2011-06-15\""
        ])
        #expect(mismatch(text) == nil)
        let fixed = ConfigFixer.fix(text.source)
        #expect(fixed.validated.diagnostics.isEmpty)
        #expect(fixed.validated.config?.verificationURL == "https://sts.{region}.amazonaws.com\(Self.query)")
    }
}
