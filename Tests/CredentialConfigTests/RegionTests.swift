import CredentialConfig
import Diagnostics
import Foundation
import TestSupport
import Testing

@Suite struct RegionTests {
    private static func findings(_ region: String) -> [Diagnostic] {
        CredentialConfigValidator.validate(config([:]).source, .region(region)).diagnostics
    }

    @Test func theTableIsThatOfBotocore() async throws {
        let packages = PackagePaths.root.appending(
            path: ".build/test-pythons/google-cloud/lib/python3.11/site-packages")
        try #require(
            FileManager.default.fileExists(atPath: packages.appending(path: "botocore").path),
            "run scripts/prepare-test-pythons first")
        let lines = try await PythonPeer.run("aws_regions.py", paths: [packages.path], input: Data())
        #expect(lines.count > 40)
        for line in lines {
            let words = line.split(separator: " ").map(String.init)
            var expected = words.count > 2 ? [] : ["C285"]
            if words[0] != "aws" { expected.insert("C283", at: 0) }
            if words[0].hasPrefix("aws-iso") { expected = ["C283"] }
            // The good config is one for commercial regions.
            let found = Self.findings(words[1]).filter { $0.code != .verificationPartition }
            #expect(found.map(\.code.id) == expected, "\(line)")
            #expect(found.contains { $0.severity == .error } == words[0].hasPrefix("aws-iso"), "\(line)")
        }
    }

    @Test(arguments: [
        ("us-est-1", "did you mean us-east-1 or us-west-1? "), ("eu-wst-1", "did you mean eu-west-1? "),
        ("us-eats-1", "did you mean us-east-1? "), ("eu-centrel-1", "did you mean eu-central-1? "),
        ("eu-west-4", "did you mean eu-west-1, eu-west-2 or eu-west-3? "),
        ("ap-southeast-8", "did you mean ap-southeast-1, … or ap-southeast-7? "),
        // What AWS may open tomorrow, in a group that it does not have today.
        ("nz-north-1", ""), ("uk-northwest-1", ""),
    ])
    func anUnknownRegionIsAWarning(region: String, suggestion: String) {
        let found = Self.findings(region)
        #expect(found.map(\.code) == [.regionUnknown])
        #expect(found.map(\.severity) == [.warning])
        #expect(found.first?.help == suggestion + "nothing is wrong if the region is newer than this tool")
    }

    @Test(arguments: [
        ("us-east1", "did you mean us-east-1?"), ("EU-WEST-1", "did you mean eu-west-1?"),
        ("eu-west-1 ", "did you mean eu-west-1?"), ("eu-west-1b", "write `eu-west-1`"),
        ("us-iso-east-1", "nothing there reaches Google"), ("europe-west1", "write a region such as `eu-west-1`"),
        ("", "leave it out, or write a region such as `eu-west-1`"),
    ])
    func whatHasNotTheFormOfARegionIsAnError(region: String, help: String) {
        let found = Self.findings(region)
        #expect(found.map(\.code) == [.awsRegion])
        #expect(found.map(\.severity) == [.error])
        #expect(found.first?.help == help)
    }

    private static func url(_ host: String) -> MarkedText {
        config(["regional_cred_verification_url": "\"https://\(host)?Action=GetCallerIdentity&Version=2011-06-15\""])
    }

    @Test(arguments: [
        ("sts.⟪C284:warning|us-est-1⟫.amazonaws.com", "did you mean us-east-1 or us-west-1?"),
        ("sts.⟪C284:warning|nz-north-1⟫.amazonaws.com", nil),
        ("sts.⟪C284:warning|cn-north-2⟫.⟪C267|amazonaws.com⟫", "did you mean cn-north-1?"),
        ("sts.⟪C264:warning|ap-east-2⟫.amazonaws.com", "Amazon MWAA is not offered there, as far as this tool knows"),
        ("sts.⟪C264:warning|eu-west-1⟫.amazonaws.com", nil), ("sts.⟪C263|my-region-1⟫.amazonaws.com", nil),
    ])
    func aRegionInTheURLIsLookedUp(host: String, label: String?) throws {
        let text = Self.url(host)
        #expect(mismatch(text) == nil)
        let found = CredentialConfigValidator.validate(text.source, ValidationContext()).diagnostics
        #expect(found.compactMap(\.label).first == label)
    }

    @Test func theEnvironmentsRegionDecidesAboutTheURL() {
        let other = Self.url("sts.⟪C264|us-est-1⟫.amazonaws.com")
        #expect(mismatch(other, .region("us-east-1")) == nil)
        // A new region that both agree on: said once, and no error.
        let found = CredentialConfigValidator.validate(
            Self.url("sts.eu-west-4.amazonaws.com").source, .region("eu-west-4")
        ).diagnostics
        #expect(found.map(\.code) == [.regionUnknown])
        #expect(found.map(\.severity) == [.warning])
    }

    @Test func anUnknownRegionInTheURLIsMended() {
        let fixed = ConfigFixer.fix(Self.url("sts.us-est-1.amazonaws.com").source)
        #expect(fixed.validated.diagnostics.isEmpty)
        #expect(fixed.validated.config?.verificationURL.contains("sts.{region}.amazonaws.com") == true)
    }
}
