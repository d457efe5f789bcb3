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

    /// Runs the steps of `Peers/exchange.py`; `environment` is added to what MWAA sets.
    static func run(
        _ steps: [String], port: String, scenario: String, authority: String, config: String = config(),
        environment: [String: String] = [:]
    ) async throws -> [Outcome] {
        try #require(
            FileManager.default.isExecutableFile(atPath: python.path), "run scripts/prepare-test-pythons first")
        let scratch = FileManager.default.temporaryDirectory.appending(path: "exchange-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: scratch, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: scratch) }
        let authorityFile = scratch.appending(path: "ca.pem")
        let configFile = scratch.appending(path: "gcp.json")
        try authority.write(to: authorityFile, atomically: true, encoding: .utf8)
        try config.write(to: configFile, atomically: true, encoding: .utf8)
        var variables = [
            "PATH": "/usr/bin:/bin", "HOME": scratch.path, "AWS_REGION": "eu-west-1", "PYTHONDONTWRITEBYTECODE": "1",
            "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI": ContainerEndpoint().path,
            "GOOGLE_APPLICATION_CREDENTIALS": configFile.path, "GOOGLE_CLOUD_PROJECT": "data-project",
            "REQUESTS_CA_BUNDLE": authorityFile.path, "SSL_CERT_FILE": authorityFile.path,
        ]
        variables.merge(environment) { $1 }
        let process = Process()
        process.executableURL = python
        process.arguments = [directory.appending(path: "exchange.py").path, port, scenario] + steps
        process.environment = variables
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
            try JSONDecoder().decode(Outcome.self, from: Data($0.utf8))
        }
    }

    /// Runs the steps in a scenario of a cloud of its own.
    static func run(
        _ steps: String..., script: CloudScript = CloudScript(google: cloud()), config: String = config(),
        environment: [String: String] = [:]
    ) async throws -> (outcomes: [Outcome], ledger: Ledger) {
        try await MockCloud.run { mock in
            try mock.open("peer", script: script)
            let outcomes = try await run(
                steps, port: String(mock.port), scenario: "peer", authority: mock.certificateAuthority, config: config,
                environment: environment)
            return (outcomes, try await mock.close("peer"))
        }
    }

    static func cloud(_ answers: [GoogleService: [Answer]] = [:]) -> GoogleCloud {
        GoogleCloud(audience: audience, serviceAccount: account, projectID: "pool-project", answers: answers)
    }
}
