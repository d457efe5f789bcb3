import Diagnostics
import Foundation
import Project
import Testing

/// Files that are made by scripts and checked in.
@Suite struct GeneratedFileTests {
    private func check(_ script: String, _ arguments: [String] = []) throws {
        let python = URL(filePath: "/usr/bin/python3")
        let path = Tool.root.appending(path: "scripts/\(script)").path
        let outcome = try Tool.run(python, [path, "--check"] + arguments, in: Tool.root)
        #expect(outcome.status == 0, "\(outcome.output)\(outcome.errors)run scripts/\(script)")
    }

    @Test func theReferenceOfTheCommandLineAndTheSchemaAreCurrent() throws {
        try check("update-reference", [Tool.executable.path])
    }

    @Test func theExplanationsAreCurrent() throws {
        try check("update-explanations")
    }

    @Test func theMatrixOfTheExchangeIsOfTheseReleases() throws {
        try check("update-exchange-matrix")
    }

    private static let documents: [String] = [
        "{}", "[]", "3", #""text""#, #"{"$schema": "x"}"#, #"{"$schema": 1}"#, #"{"releese": "2.10.3"}"#,
        #"{"release": "2.10.3"}"#, #"{"release": "9.9.9"}"#, #"{"release": "1.10.12"}"#, #"{"release": 2.10}"#,
        #"{"release": null}"#, #"{"release": ""}"#,
        #"{"google_cloud_project": "my-project"}"#, #"{"google_cloud_project": "example.com:my-project"}"#,
        #"{"google_cloud_project": "nodomain:my-project"}"#, #"{"google_cloud_project": "short"}"#,
        #"{"google_cloud_project": "a12345"}"#, #"{"google_cloud_project": "123456789012"}"#,
        #"{"google_cloud_project": "my-project-"}"#, #"{"google_cloud_project": "My-Project"}"#,
        #"{"google_cloud_project": "a123456789012345678901234567890"}"#, #"{"google_cloud_project": ""}"#,
        #"{"google_cloud_project": "a12345678901234567890123456789"}"#,
        #"{"google_cloud_project": "x\"; import os #"}"#,
        #"{"config_path": "/usr/local/airflow/dags/x.json"}"#, #"{"config_path": "dags/x.json"}"#,
        #"{"config_path": "/a/../x"}"#, #"{"config_path": "/a/./x"}"#, #"{"config_path": "/a/..x/.y"}"#,
        #"{"config_path": "/a/"}"#, #"{"config_path": "/"}"#, #"{"config_path": "//a"}"#, #"{"config_path": "/a b"}"#,
        #"{"config_path": "/ü"}"#, #"{"config_path": "/a/..."}"#, #"{"config_path": ""}"#, #"{"config_path": "/a\tb"}"#,
        #"{"template": "environment"}"#, #"{"template": ""}"#, #"{"template": ["a"]}"#,
        #"{"plugins": "plugins", "requirements": "r.txt", "output": "dist", "credential_config": "c.json"}"#,
        #"{"plugins": ""}"#, #"{"requirements": ""}"#, #"{"output": ""}"#, #"{"credential_config": ""}"#,
        #"{"output": true}"#,
    ]

    @Test func theSchemaAndTheToolAgreeOnEveryMember() throws {
        let schema = Tool.root.appending(path: "docs/mwaa-gcp.schema.json").path
        let verdicts = try Tool.askPeer(
            "check_schema.py", [schema], input: Self.documents.joined(separator: "\n"))
        #expect(verdicts.count == Self.documents.count)
        for (document, verdict) in zip(Self.documents, verdicts) {
            let file = SourceText(name: "mwaa-gcp.json", text: document)
            let isWrong = Project.resolve(file: file, flags: [:]).diagnostics.contains { $0.severity == .error }
            #expect(verdict == (isWrong ? "invalid" : "valid"), "\(document)")
        }
    }
}
