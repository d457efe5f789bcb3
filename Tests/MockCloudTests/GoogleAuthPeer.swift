import Foundation
import Testing

@testable import MockCloud

/// The real google-auth in a plain Python process, on its way through a mock cloud.
struct GoogleAuthPeer {
    static let audience =
        "//iam.googleapis.com/projects/123456789012/locations/global/workloadIdentityPools/aws-pool/providers/mwaa"
    static let account = "etl@data-project.iam.gserviceaccount.com"

    /// What each step gave: its value, or the exception's type and text.
    struct Outcome: Decodable {
        let ok: Value?
        let error: [String]?

        var text: String { ok?.text ?? error?.joined(separator: ": ") ?? "" }
    }

    /// JSON of any kind, for comparing by its text.
    struct Value: Decodable {
        let text: String
        init(from decoder: any Decoder) throws {
            let container = try decoder.singleValueContainer()
            if let text = try? container.decode(String.self) {
                self.text = text
            } else if let number = try? container.decode(Int.self) {
                text = String(number)
            } else if let list = try? container.decode([Value].self) {
                text = "[" + list.map(\.text).joined(separator: ", ") + "]"
            } else if let members = try? container.decode([String: Value].self) {
                text =
                    "{"
                    + members.sorted { $0.key < $1.key }.map { "\($0.key): \($0.value.text)" }
                    .joined(separator: ", ") + "}"
            } else {
                text = "null"
            }
        }
    }

    static let directory = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Peers")
    static let python = directory.deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .appending(path: ".build/test-pythons/google-cloud/bin/python")

    /// The config as gcloud writes it and `mwaa-gcp` prepares it.
    static func config(
        audience: String = audience, account: String? = account,
        tokenURL: String = "https://sts.googleapis.com/v1/token"
    ) -> String {
        let impersonation = account.map {
            #""service_account_impersonation_url": "https://iamcredentials.googleapis.com/v1/projects/-/"#
                + #"serviceAccounts/\#($0):generateAccessToken","#
        }
        return #"""
            {"type": "external_account", "audience": "\#(audience)",
             "subject_token_type": "urn:ietf:params:aws:token-type:aws4_request", \#(impersonation ?? "")
             "token_url": "\#(tokenURL)",
             "credential_source": {"environment_id": "aws1", "regional_cred_verification_url":
               "https://sts.{region}.amazonaws.com?Action=GetCallerIdentity&Version=2011-06-15"}}
            """#
    }

    /// One scenario and the steps of `Peers/exchange.py` in it.
    struct Play {
        var steps: [String]
        var script = CloudScript(google: cloud())
        var config = GoogleAuthPeer.config()
        /// Added to what MWAA sets.
        var environment: [String: String] = [:]
    }

    /// What a play came to.
    struct Result {
        let outcomes: [Outcome]
        let ledger: Ledger
    }

    /// Plays all in one Python, one after the other, in scenarios of one cloud.
    static func play(_ plays: [Play]) async throws -> [Result] {
        try await MockCloud.run { mock in
            for (index, play) in plays.enumerated() { try mock.open("play-\(index)", script: play.script) }
            let items = plays.enumerated().map { index, play in
                Item(
                    port: mock.port, scenario: "play-\(index)", config: play.config, environment: play.environment,
                    steps: play.steps)
            }
            let outcomes = try await run(items, authority: mock.certificateAuthority)
            var results: [Result] = []
            for (index, outcomes) in outcomes.enumerated() {
                results.append(Result(outcomes: outcomes, ledger: try await mock.close("play-\(index)")))
            }
            return results
        }
    }

    static func play(_ play: Play) async throws -> Result {
        try #require(try await self.play([play]).first)
    }

    /// A line of the plan.
    struct Item: Encodable {
        /// `nil`: there is no mock behind sockets.
        var port: Int?
        var scenario = "-"
        var config = GoogleAuthPeer.config()
        var environment: [String: String]
        var steps: [String]
    }

    /// - Parameter authority: PEM of the authority to trust.
    static func run(_ items: [Item], authority: String) async throws -> [[Outcome]] {
        try #require(
            FileManager.default.isExecutableFile(atPath: python.path), "run scripts/prepare-test-pythons first")
        let scratch = FileManager.default.temporaryDirectory.appending(path: "exchange-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: scratch, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: scratch) }
        let authorityFile = scratch.appending(path: "ca.pem")
        try authority.write(to: authorityFile, atomically: true, encoding: .utf8)
        var items = items
        for index in items.indices {
            let config = scratch.appending(path: "config-\(index).json")
            try items[index].config.write(to: config, atomically: true, encoding: .utf8)
            items[index].environment["GOOGLE_APPLICATION_CREDENTIALS"] = config.path
        }
        let plan = scratch.appending(path: "plan.json")
        try JSONEncoder().encode(items).write(to: plan)
        let process = Process()
        process.executableURL = python
        process.arguments = [directory.appending(path: "exchange.py").path, plan.path]
        process.environment = [
            "PATH": "/usr/bin:/bin", "HOME": scratch.path, "AWS_REGION": "eu-west-1", "PYTHONDONTWRITEBYTECODE": "1",
            "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI": ContainerEndpoint().path,
            "GOOGLE_CLOUD_PROJECT": "data-project", "REQUESTS_CA_BUNDLE": authorityFile.path,
            "SSL_CERT_FILE": authorityFile.path, "HTTPLIB2_CA_CERTS": authorityFile.path,
        ]
        let output = scratch.appending(path: "out")
        let errors = scratch.appending(path: "err")
        for file in [output, errors] { try Data().write(to: file) }
        process.standardOutput = try FileHandle(forWritingTo: output)
        process.standardError = try FileHandle(forWritingTo: errors)
        try await withCheckedThrowingContinuation { (continuation: CheckedContinuation<Void, any Error>) in
            process.terminationHandler = { _ in continuation.resume() }
            do { try process.run() } catch { continuation.resume(throwing: error) }
        }
        let complaint = try String(contentsOf: errors, encoding: .utf8)
        try #require(process.terminationStatus == 0, "\(complaint)")
        return try String(contentsOf: output, encoding: .utf8).split(separator: "\n").map {
            try JSONDecoder().decode([Outcome].self, from: Data($0.utf8))
        }
    }

    static func cloud(_ answers: [GoogleService: [Answer]] = [:]) -> GoogleCloud {
        GoogleCloud(audience: audience, serviceAccount: account, projectID: "pool-project", answers: answers)
    }
}
