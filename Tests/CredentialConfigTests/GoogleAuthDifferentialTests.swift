import CredentialConfig
import Diagnostics
import Foundation
import MWAAReleases
import Testing

/// Whatever real google-auth refuses to load, or cannot sign a request with, the validator reports as an error for that
/// version.
@Suite struct GoogleAuthDifferentialTests {
    /// Fetched by `scripts/fetch-google-auth`.
    static let directory = FixturePaths.root.appending(path: ".build/google-auth")

    static let versions: [String] = {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: directory.path)) ?? []
        return names.compactMap { Version($0) }.sorted().map(\.description)
    }()

    private static let configs = Mutations.configs(1500)
    private static let input = PythonPeer.hexadecimal(configs)

    @Test func thereAreSixVersionsAtLeast() {
        #expect(Self.versions.count >= 6, "run scripts/fetch-google-auth first")
    }

    @Test(arguments: versions)
    func whatGoogleAuthRefusesIsAnError(version: String) async throws {
        let verdicts = try await PythonPeer.run(
            "load_with_google_auth.py", paths: [version, "dependencies"].map { Self.directory.appending(path: $0).path },
            input: Self.input)
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
