import Diagnostics
import Files
import Foundation
import MWAAReleases
import Project
import Testing
import Verification

@testable import Pipeline

/// The whole job, with the real host, the real mock and a real archive.
@Suite struct BuildStageTests {
    private static let host = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
        .deletingLastPathComponent().path

    private func config(_ extra: String = "") -> String {
        """
        {
          "type": "external_account",
          "audience": "//iam.googleapis.com/projects/123456789012/locations/global/workloadIdentityPools/mwaa-pool/providers/mwaa-provider",
          "subject_token_type": "urn:ietf:params:aws:token-type:aws4_request",
          "token_url": "https://sts.googleapis.com/v1/token",
          "credential_source": {
            "environment_id": "aws1",
            "region_url": "http://169.254.169.254/latest/meta-data/placement/availability-zone",
            "url": "http://169.254.169.254/latest/meta-data/iam/security-credentials",
            "regional_cred_verification_url": "https://sts.{region}.amazonaws.com?Action=GetCallerIdentity&Version=2011-06-15"\(extra)
          },
          "service_account_impersonation_url": "https://iamcredentials.googleapis.com/v1/projects/-/serviceAccounts/airflow-dags@my-project.iam.gserviceaccount.com:generateAccessToken"
        }

        """
    }

    private func build(
        in root: String, config: String? = nil, flags: Project.Flags = [:], environment: [String: String] = [:]
    ) async throws -> BuildStage.Outcome {
        try OutputFile.replace(root + "/gcp.json", with: Array((config ?? self.config()).utf8))
        var all: Project.Flags = [
            .release: "2.10.3", .googleCloudProject: "my-project", .credentialConfig: root + "/gcp.json",
            .output: root + "/dist",
        ]
        all.merge(flags) { $1 }
        let (project, problems) = Project.resolve(file: nil, flags: all)
        #expect(problems.isEmpty)
        var surroundings = Surroundings(environment: environment, toolDirectory: Self.host, jobs: 2)
        surroundings.temporaryDirectory = root
        let verify = VerifyStage(surroundings: surroundings, release: project.release, isReleaseNamed: true)
        return try await BuildStage(project, verify: verify).build(
            .init(credentialConfig: root + "/gcp.json", googleCloudProject: "my-project", output: root + "/dist"))
    }

    private func inTemporaryDirectory(_ body: (String) async throws -> Void) async throws {
        try await Tree.withTemporaryDirectory(in: "/tmp") { root in
            try await body(root)
            let left = try FileManager.default.contentsOfDirectory(atPath: root).filter { $0.contains("mwaa-gcp") }
            #expect(left.isEmpty, "left behind: \(left)")
        }
    }

    private func read(_ path: String) throws -> String {
        String(decoding: try InputFile.read(path, limit: 1 << 24, role: "file"), as: UTF8.self)
    }

    @Test(arguments: ["", ",\n    \"imdsv2_session_token_url\": \"http://169.254.169.254/latest/api/token\""])
    func gcloudsConfigBecomesAVerifiedArchive(imdsv2: String) async throws {
        try await inTemporaryDirectory { root in
            let outcome = try await build(in: root, config: config(imdsv2))
            #expect(!outcome.diagnostics.contains { $0.severity == .error })
            #expect(
                Tree.files(below: root + "/dist") == [
                    "airflow-configuration-options.json", "dags/gcp-wi-config.json", "manifest.json", "plugins.zip",
                    "requirements.txt",
                ])
            #expect(outcome.files.map(\.path).sorted() == Tree.files(below: root + "/dist"))
            let prepared = try read(root + "/dist/dags/gcp-wi-config.json")
            #expect(!prepared.contains("169.254.169.254") && prepared.contains("{region}"))
            // The user's own file is untouched.
            #expect(try read(root + "/gcp.json") == config(imdsv2))
            let results = try #require(outcome.verification).results
            let passed = results.count { $0.result.outcome == .passed }
            #expect(passed >= Scenario.imports.count - 1)
        }
    }

    @Test func twoBuildsGiveTheSameBytes() async throws {
        try await inTemporaryDirectory { root in
            try FileManager.default.createDirectory(atPath: root + "/plugins/sub", withIntermediateDirectories: true)
            try OutputFile.create(root + "/plugins/sub/data.txt", Array("data".utf8))
            try OutputFile.create(root + "/plugins/tool.sh", Array("#!/bin/sh\n".utf8), mode: 0o755)
            let flags: Project.Flags = [.plugins: root + "/plugins"]
            _ = try await build(in: root, flags: flags)
            let first = try Tree.files(below: root + "/dist").map { try read(root + "/dist/" + $0) }
            _ = try await build(in: root, flags: flags)
            #expect(try Tree.files(below: root + "/dist").map { try read(root + "/dist/" + $0) } == first)
            let manifest = try read(root + "/dist/manifest.json")
            for entry in ["env_var_plugin.py", "sub/data.txt", "tool.sh"] { #expect(manifest.contains("\"\(entry)\"")) }
            #expect(manifest.contains("\"0755\""))
        }
    }

    @Test func aConfigForThePluginsFolderTravelsInTheArchive() async throws {
        try await inTemporaryDirectory { root in
            _ = try await build(in: root, flags: [.configPath: "/usr/local/airflow/plugins/wif/gcp.json"])
            #expect(!Tree.files(below: root + "/dist").contains { $0.hasPrefix("dags/") })
            #expect(try read(root + "/dist/manifest.json").contains("\"path\": \"wif/gcp.json\""))
        }
    }

    @Test func aConfigWithErrorsBuildsNothing() async throws {
        try await inTemporaryDirectory { root in
            let outcome = try await build(in: root, config: config().replacing("aws1", with: "aws2"))
            #expect(outcome.diagnostics.contains { $0.severity == .error })
            #expect(outcome.files.isEmpty && Tree.kind(of: root + "/dist", following: false) == .missing)
        }
    }

    @Test func aPluginThatFailsLeavesTheEarlierOutput() async throws {
        try await inTemporaryDirectory { root in
            _ = try await build(in: root)
            let before = try read(root + "/dist/manifest.json")
            try FileManager.default.createDirectory(atPath: root + "/plugins", withIntermediateDirectories: true)
            try OutputFile.create(root + "/plugins/bad.py", Array("raise ValueError('no')\n".utf8))
            let outcome = try await build(in: root, flags: [.plugins: root + "/plugins"])
            let failure = try #require(outcome.diagnostics.first { $0.code == .pluginLoads })
            #expect(failure.message.contains("`bad.py`"))
            guard case .source(let text, _)? = failure.place else {
                Issue.record("no place: \(failure)")
                return
            }
            #expect(text.name == root + "/plugins/bad.py")
            #expect(try read(root + "/dist/manifest.json") == before)
        }
    }

    @Test func aTracebackLeadsToTheTemplatesLine() async throws {
        try await inTemporaryDirectory { root in
            let template = """
                import os

                os.environ["GOOGLE_CLOUD_PROJECT"] = "@@google_cloud_project@@"
                os.environ["GOOGLE_APPLICATION_CREDENTIALS"] = "@@config_path@@"
                raise RuntimeError("no")
                """
            try OutputFile.create(root + "/mine.py", Array(template.utf8))
            let outcome = try await build(in: root, flags: [.template: root + "/mine.py"])
            let failure = try #require(outcome.diagnostics.first { $0.code == .pluginLoads })
            guard case .source(let text, let span)? = failure.place else {
                Issue.record("no place: \(failure)")
                return
            }
            #expect(text.name == root + "/mine.py" && text.position(at: span.start).line == 5)
        }
    }

    /// What ends a build before it has begun, with the file that is to blame.
    @Test(arguments: [
        ("env_var_plugin.py", DiagnosticCode.archiveDuplicate), ("link", .archiveLinkDangling),
        ("fifo", .archiveSpecialFile),
    ])
    func sourcesThatCannotBePackedAreNamed(name: String, code: DiagnosticCode) async throws {
        try await inTemporaryDirectory { root in
            try FileManager.default.createDirectory(atPath: root + "/plugins", withIntermediateDirectories: true)
            switch name {
            case "link": #expect(symlink("nowhere", root + "/plugins/link") == 0)
            case "fifo": #expect(mkfifo(root + "/plugins/fifo", 0o600) == 0)
            default: try OutputFile.create(root + "/plugins/" + name, [])
            }
            let error = await #expect(throws: DiagnosedError.self) {
                try await build(in: root, flags: [.plugins: root + "/plugins"])
            }
            let finding = try #require(error?.diagnostics.first { $0.severity == .error })
            #expect(finding.code == code)
            #expect("\(finding.message) \(String(describing: finding.place))".contains(name))
            #expect(Tree.kind(of: root + "/dist", following: false) == .missing)
        }
    }

    @Test func sourceDateEpochDatesTheEntries() async throws {
        try await inTemporaryDirectory { root in
            _ = try await build(in: root)
            let first = try InputFile.read(root + "/dist/plugins.zip", limit: 1 << 20, role: "archive")
            _ = try await build(in: root, environment: ["SOURCE_DATE_EPOCH": "1700000000"])
            #expect(try InputFile.read(root + "/dist/plugins.zip", limit: 1 << 20, role: "archive") != first)
            await #expect(throws: DiagnosedError.self) {
                try await build(in: root, environment: ["SOURCE_DATE_EPOCH": "yesterday"])
            }
        }
    }
}
