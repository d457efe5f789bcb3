import CredentialConfig
import Diagnostics
import Foundation
import MWAAReleases
import TestSupport
import Testing

/// Whatever real google-auth refuses to load, or cannot sign a request with, the validator reports as an error for that
/// version.
@Suite struct GoogleAuthDifferentialTests {
    /// Fetched by `scripts/fetch-google-auth`.
    static let directory = PackagePaths.root.appending(path: ".build/google-auth")

    static let versions: [String] = {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: directory.path)) ?? []
        return names.compactMap { Version($0) }.sorted().map(\.description)
    }()

    private static let configs = Mutations.configs(1500)
    private static let input = PythonPeer.hexadecimal(configs)

    @Test func thereAreSixVersionsAtLeast() {
        #expect(Self.versions.count >= 6, "run scripts/fetch-google-auth first")
    }

    /// Good configs but for a thing that only some versions refuse.
    private static let borderline: [(name: String, members: [String: String])] = [
        ("good", [:]), ("regional token URL", ["token_url": #""https://sts.us-east1.rep.googleapis.com/v1/token""#]),
        ("Private Service Connect", ["token_url": #""https://sts-name.p.googleapis.com/v1/token""#]),
        ("mutual TLS", ["token_url": #""https://sts.mtls.googleapis.com/v1/token""#]),
        ("locational token URL", ["token_url": #""https://us-east1-sts.googleapis.com/v1/token""#]),
        ("token info URL", ["token_info_url": #""https://example.com/v1/introspect""#]),
        ("null universe", ["universe_domain": "null"]), ("own server", ["url": #""http://127.0.0.1:8080/role""#]),
    ]

    /// Here the verdict must be the same in both directions: an error just where google-auth refuses.
    @Test(arguments: versions)
    func verdictsDifferWhereGoogleAuthDiffers(version: String) async throws {
        let configs = Self.borderline.map { config($0.members).source.bytes }
        let verdicts = try await Self.verdicts(version, PythonPeer.hexadecimal(configs))
        let release = MWAARelease.newest.pinning(googleAuth: try #require(Version(version)))
        for (index, verdict) in verdicts.enumerated() {
            let result = CredentialConfigValidator.validate(
                SourceText(name: "config.json", bytes: configs[index]), ValidationContext(releases: [release]))
            #expect(
                result.hasErrors == (verdict != "loads"),
                "\(Self.borderline[index].name), google-auth \(version): \(verdict)")
        }
        #expect(verdicts.count == configs.count)
    }

    private static func verdicts(_ version: String, _ input: Data) async throws -> [String] {
        try await PythonPeer.run(
            "load_with_google_auth.py", paths: [version, "dependencies"].map { directory.appending(path: $0).path },
            input: input)
    }

    @Test(arguments: versions)
    func whatGoogleAuthRefusesIsAnError(version: String) async throws {
        let verdicts = try await Self.verdicts(version, Self.input)
        #expect(verdicts.count == Self.configs.count)
        let release = MWAARelease.newest.pinning(googleAuth: try #require(Version(version)))
        let context = ValidationContext(releases: [release])
        var refused = 0
        for (config, verdict) in zip(Self.configs, verdicts) where verdict != "loads" {
            refused += 1
            let result = CredentialConfigValidator.validate(SourceText(name: "config.json", bytes: config), context)
            #expect(result.hasErrors, "google-auth \(version): \(verdict)\n\(String(decoding: config, as: UTF8.self))")
        }
        #expect(refused > 100)
    }
}
