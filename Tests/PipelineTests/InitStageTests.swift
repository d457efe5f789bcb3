import Diagnostics
import Files
import MWAAReleases
import Project
import Testing

@testable import Pipeline

@Suite struct InitStageTests {
    private func write(_ path: String, _ flags: Project.Flags) throws {
        try InitStage.write(path, flags: flags, project: Project.resolve(file: nil, flags: flags).project)
    }

    private func text(_ path: String) throws -> String {
        String(decoding: try InputFile.read(path, limit: 1 << 20, role: "file"), as: UTF8.self)
    }

    @Test func whatIsWrittenIsReadBackAsTheFlags() async throws {
        try await Tree.withTemporaryDirectory(in: "/tmp") { root in
            let flags: Project.Flags = [
                .release: "2.10.3", .googleCloudProject: "my-project", .credentialConfig: "\(root)/a \"b\".json",
                .configPath: "/usr/local/airflow/dags/x.json", .template: "\(root)/t.py", .plugins: ".",
                .requirements: "\(root)/r.txt", .output: "/out",
            ]
            try write(root + "/mwaa-gcp.json", flags)
            let file = SourceText(name: root + "/mwaa-gcp.json", text: try text(root + "/mwaa-gcp.json"))
            let (project, problems) = Project.resolve(file: file, flags: [:])
            #expect(problems.isEmpty)
            #expect(project.release.version.description == "2.10.3")
            #expect(project.googleCloudProject?.value == "my-project")
            #expect(project.credentialConfig?.value == "\(root)/a \"b\".json")
            #expect(project.configPath.value == "/usr/local/airflow/dags/x.json")
            #expect(project.template.value == "\(root)/t.py")
            #expect(project.plugins.map { Tree.absolute($0.value) } == Tree.absolute("."))
            #expect(project.requirements?.value == "\(root)/r.txt")
            #expect(project.output?.value == "/out")
        }
    }

    @Test func theSchemaIsPutBesideItOnce() async throws {
        try await Tree.withTemporaryDirectory(in: "/tmp") { root in
            try write(root + "/a.json", [:])
            #expect(try text(root + "/mwaa-gcp.schema.json") == ProjectSchema.text)
            try OutputFile.replace(root + "/mwaa-gcp.schema.json", with: [])
            try write(root + "/b.json", [.template: "environment"])
            #expect(try text(root + "/mwaa-gcp.schema.json") == "")
            #expect(
                try text(root + "/b.json") == """
                    {
                      "$schema": "mwaa-gcp.schema.json",
                      "release": "3.3.1",
                      "template": "environment"
                    }

                    """)
        }
    }

    @Test func aProjectFileIsNeverReplaced() async throws {
        try await Tree.withTemporaryDirectory(in: "/tmp") { root in
            try OutputFile.create(root + "/a.json", [])
            #expect(throws: DiagnosedError.self) { try write(root + "/a.json", [:]) }
            #expect(Tree.files(below: root) == ["a.json"])
        }
    }
}
