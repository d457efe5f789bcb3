import CredentialConfig
import Diagnostics
import Files
import Glibc
import PluginArchive
import Testing

@testable import Pipeline

@Suite struct ValidateStageTests {
    /// What gcloud writes, short of what no rule is about here; `region_url` must go.
    private let broken = """
        {
          "type": "external_account",
          "audience": "//iam.googleapis.com/projects/123456789012/locations/global/workloadIdentityPools/pool-1/providers/aws-1",
          "subject_token_type": "urn:ietf:params:aws:token-type:aws4_request",
          "token_url": "https://sts.googleapis.com/v1/token",
          "credential_source": {
            "environment_id": "aws1",
            "region_url": "http://169.254.169.254/latest/meta-data/placement/availability-zone",
            "regional_cred_verification_url": "https://sts.{region}.amazonaws.com?Action=GetCallerIdentity&Version=2011-06-15"
          }
        }

        """

    private var good: String {
        broken.split(separator: "\n", omittingEmptySubsequences: false).filter { !$0.contains("region_url") }
            .joined(separator: "\n")
    }

    private func inTemporaryDirectory(_ body: (String) async throws -> Void) async throws {
        try await Tree.withTemporaryDirectory(in: "/tmp") { root in
            for directory in ["configs", "configs/sub", "empty"] {
                try OutputFile.makeDirectory("\(root)/\(directory)")
            }
            try OutputFile.create(root + "/configs/b.json", Array(broken.utf8), mode: 0o600)
            try OutputFile.create(root + "/configs/sub/g.json", Array(good.utf8))
            try await body(root)
        }
    }

    private func validate(
        _ paths: [String], in root: String, mode: ValidateStage.Mode = .judge
    ) -> (codes: [String], configs: [String], outcome: ValidateStage.Outcome) {
        let outcome = ValidateStage(ValidationContext(), mode: mode).validate(paths.map { "\(root)/\($0)" })
        let prefix = root.count + 1
        return (
            outcome.diagnostics.map { "\($0.code) \(String(($0.place.map(name) ?? "").dropFirst(prefix)))" },
            outcome.configs.map { String($0.dropFirst(prefix)) }, outcome
        )
    }

    private func name(_ place: Place) -> String {
        switch place {
        case .source(let text, _): text.name
        case .file(let path), .archive(let path, _, _): path
        }
    }

    @Test func directoriesAndFilesAreJudgedOnceEach() async throws {
        try await inTemporaryDirectory { root in
            let found = validate(["configs/b.json", "configs", "configs/b.json"], in: root)
            #expect(found.configs == ["configs/b.json", "configs/sub/g.json"])
            #expect(found.codes == ["C253 configs/b.json"])
        }
    }

    @Test func otherFilesOfADirectoryAreLeftOutAndANamedOneIsJudged() async throws {
        try await inTemporaryDirectory { root in
            try OutputFile.create(root + "/configs/mwaa-gcp.json", Array(#"{"credential_config": "b.json"}"#.utf8))
            let found = validate(["configs"], in: root)
            #expect(found.codes == ["C253 configs/b.json"])
            #expect(found.outcome.others == 1)
            #expect(validate(["configs/mwaa-gcp.json"], in: root).codes.contains("C202 configs/mwaa-gcp.json"))
        }
    }

    /// Test data of a vendored library, settings of other tools, and the like: they name what credentials name.
    @Test(arguments: [
        #"{"documentation": "read client_secret.json or external_account",}"#,
        #"{"type": "object", "properties": {"credential_source": {"type": "string"}, "audience": {}}}"#,
        #"{"resources": [{"type": "google_service_account", "private_key": ""}],}"#,
        #"{"type": "service_account", "description": "a kind of member"}"#,
        #"{"audience": "https://api.example.com", "token_url": "https://a.example/token", "client_secret": "x"}"#,
        #"["subject_token_type", "credential_source"]"#, #""external_account""#,
    ])
    func jsonThatOnlyNamesCredentialsIsLeftAlone(json: String) async throws {
        try await inTemporaryDirectory { root in
            let path = root + "/configs/other.json"
            try OutputFile.create(path, Array(json.utf8))
            let found = validate(["configs"], in: root, mode: .fix)
            #expect(found.configs == ["configs/b.json", "configs/sub/g.json"])
            #expect(found.codes == [] && found.outcome.others == 1)
            let left = try InputFile.read(path, limit: 4096, role: "config")
            #expect(left == Array(json.utf8))
        }
    }

    @Test(arguments: [
        #"{"type": "external_account"}"#, #"{"typ": "external_account", "audiance": "x", "credential-source": {}}"#,
        #"{"subject_token_type": "x", "token_url": "y""#, #""type": "external_account", "audience": "x"}"#,
        #"{"private_key": "x", "client_email": "a@b.iam.gserviceaccount.com"}"#,
        #"{"refresh_token": "x", "client_id": "y", "client_secret": "z"}"#,
        #"{"type": "authorized_user", "refresh_token": "x"}"#,
    ])
    func aCredentialWithAMistakeIsJudged(json: String) async throws {
        try await inTemporaryDirectory { root in
            try OutputFile.create(root + "/empty/c.json", Array(json.utf8))
            let found = validate(["empty"], in: root)
            #expect(found.configs == ["empty/c.json"])
            #expect(found.outcome.diagnostics.contains { $0.severity == .error })
        }
    }

    @Test func oneFileUnderTwoNamesIsReadOnce() async throws {
        try await inTemporaryDirectory { root in
            symlink("b.json", root + "/configs/link.json")
            let found = validate(["configs/b.json", "configs/./b.json", "configs/link.json"], in: root)
            #expect(found.configs == ["configs/b.json"])
        }
    }

    @Test(arguments: [ValidateStage.Mode.judge, .fix])
    func hardLinksAreOneFileUnderTheFirstOfTheirNames(mode: ValidateStage.Mode) async throws {
        try await inTemporaryDirectory { root in
            for number in 1...40 { link(root + "/configs/b.json", root + "/configs/a\(number).json") }
            let found = validate(["configs"], in: root, mode: mode)
            #expect(found.configs == ["configs/a1.json", "configs/sub/g.json"])
            #expect(found.codes == (mode == .fix ? [] : ["C253 configs/a1.json"]))
            #expect(found.outcome.mended == (mode == .fix ? 1 : 0))
            let left = try InputFile.read(root + "/configs/b.json", limit: 4096, role: "config")
            #expect(left == Array(broken.utf8))
        }
    }

    @Test func aDirectoryWhoseConfigWasNamedIsNotEmpty() async throws {
        try await inTemporaryDirectory { root in
            let found = validate(["configs/sub/g.json", "configs/sub", "none.zip", "empty"], in: root)
            #expect(found.codes == ["I101 none.zip", "I105 empty"])
            #expect(found.configs == ["configs/sub/g.json"])
        }
    }

    /// More than one thread takes at a time, so that the order of the findings is not that of their discovery.
    @Test func manyFilesAreJudgedInOrder() async throws {
        try await inTemporaryDirectory { root in
            let names = (0..<500).map { "empty/\(1000 + $0).json" }
            for name in names.shuffled() { try OutputFile.create("\(root)/\(name)", Array(broken.utf8)) }
            let found = validate(["empty"], in: root)
            #expect(found.configs == names)
            #expect(found.codes == names.map { "C253 \($0)" })
        }
    }

    @Test func theProjectsMistakesAreToldOnce() async throws {
        try await inTemporaryDirectory { root in
            let outcome = ValidateStage(ValidationContext(awsRegion: .init("eu-west-1a"))).validate([root + "/configs"])
            #expect(outcome.configs.count == 2)
            #expect(outcome.diagnostics.count { $0.code.id == "C283" } == 1)
        }
    }

    @Test func whatCannotBeReadDoesNotStopTheOthers() async throws {
        try await inTemporaryDirectory { root in
            let found = validate(["none", "empty", "configs/sub/g.json"], in: root)
            #expect(found.codes == ["I101 none", "I105 empty"])
            #expect(found.configs == ["configs/sub/g.json"])
        }
    }

    @Test(arguments: ["plugins.zip", "plugins.ZIP", "plugins"])
    func configsInAnArchiveAreJudged(name: String) async throws {
        try await inTemporaryDirectory { root in
            let entries = [
                ("dags/b.json", broken), ("g.json", good), ("package.json", #"{"type": "module"}"#),
                ("list.json", "[1]"), ("broken.json", #"{"type": "external_account", }"#), ("b.txt", broken),
                ("not.json", "{"), ("key.json", #"{"type": "service_account", "private_key": "x"}"#),
                ("typo.json", #"{"type": "External_Account"}"#),
                ("utf16.json", String(decoding: Array(good.utf8).flatMap { [$0, 0] }, as: UTF8.self)),
            ]
            let plan = try ArchivePlan(
                entries.map { .bytes(Array($0.1.utf8), name: EntryName($0.0), description: $0.0) })
            _ = try await ArchiveWriter(plan).write(toFile: "\(root)/\(name)")
            let found = validate([name], in: root)
            #expect(
                found.configs.map { String($0.dropFirst(name.count + 1)) } == [
                    "broken.json", "dags/b.json", "g.json", "key.json", "typo.json", "utf16.json",
                ])
            #expect(found.outcome.others == 3)
            #expect(found.codes.contains("C212 \(name)/key.json") && found.codes.contains("C211 \(name)/typo.json"))
            #expect(found.codes.contains("J103 \(name)/utf16.json"))
            #expect(found.codes.contains("C253 \(name)/dags/b.json"))
            #expect(found.codes.contains("J107 \(name)/broken.json"))
            #expect(!found.codes.contains { $0.hasSuffix("g.json") })
        }
    }

    @Test func archivesOfADirectoryAreSearchedAndNotMended() async throws {
        try await inTemporaryDirectory { root in
            let entries = [("a/b.JSON", broken), ("other.json", "{}")]
            let plan = try ArchivePlan(
                entries.map { .bytes(Array($0.1.utf8), name: EntryName($0.0), description: $0.0) })
            _ = try await ArchiveWriter(plan).write(toFile: root + "/configs/plugins.zip")
            try OutputFile.create(root + "/configs/broken.zip", Array("PK\u{3}\u{4} and no more".utf8))
            let found = validate(["configs"], in: root, mode: .fix)
            #expect(found.codes == ["A541 configs/broken.zip", "C253 configs/plugins.zip/a/b.JSON"])
            #expect(found.outcome.diagnostics.map(\.severity) == [.warning, .error])
            #expect(found.outcome.mended == 1)
            #expect(found.outcome.others == 1)
        }
    }

    @Test func anArchiveWithoutAConfigAndABrokenOneAreErrors() async throws {
        try await inTemporaryDirectory { root in
            let plan = try ArchivePlan([.bytes([], name: EntryName("a.py"), description: "a")])
            _ = try await ArchiveWriter(plan).write(toFile: root + "/none.zip")
            try OutputFile.create(root + "/broken.zip", Array("PK\u{3}\u{4} and no more".utf8))
            #expect(validate(["none.zip", "broken.zip"], in: root).codes == ["I105 none.zip", "A541 broken.zip"])
        }
    }

    @Test func fixingMendsTheFilesAndKeepsTheirModes() async throws {
        try await inTemporaryDirectory { root in
            let found = validate(["configs"], in: root, mode: .fix)
            #expect(found.codes == [])
            #expect(found.outcome.mended == 1)
            #expect(found.outcome.diff == [])
            let path = root + "/configs/b.json"
            let mended = try InputFile.read(path, limit: 4096, role: "config")
            #expect(mended == Array(good.utf8))
            var status = stat()
            #expect(stat(path, &status) == 0 && status.st_mode & 0o777 == 0o600)
            #expect(Tree.files(below: root) == ["configs/b.json", "configs/sub/g.json"])
        }
    }

    @Test func aDiffChangesNothingAndSaysWhatFixingWould() async throws {
        try await inTemporaryDirectory { root in
            let path = root + "/configs/b.json"
            let found = validate(["configs"], in: root, mode: .diff)
            #expect(found.codes == ["C253 configs/b.json"])
            #expect(found.outcome.mended == 0)
            let left = try InputFile.read(path, limit: 4096, role: "config")
            #expect(left == Array(broken.utf8))
            let lines = String(decoding: found.outcome.diff, as: UTF8.self).split(separator: "\n")
            #expect(lines.prefix(3) == ["--- \(path)", "+++ \(path)", "@@ -5,7 +5,6 @@"])
            let changed = lines.dropFirst(2).filter { $0.hasPrefix("-") || $0.hasPrefix("+") }
            #expect(changed.count == 1 && changed[0].hasPrefix("-    \"region_url\": "))
        }
    }
}
