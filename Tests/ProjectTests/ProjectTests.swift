import Diagnostics
import MWAAReleases
import Project
import Testing

@Suite struct ProjectTests {
    private func resolve(_ json: String, name: String = "mwaa-gcp.json", flags: Project.Flags = [:]) -> (
        Project, [Diagnostic]
    ) {
        let result = Project.resolve(file: SourceText(name: name, text: json), flags: flags)
        return (result.project, result.diagnostics)
    }

    /// The text under the caret of the only finding.
    private func marked(_ diagnostics: [Diagnostic]) -> String? {
        guard diagnostics.count == 1, case .source(let text, let span)? = diagnostics[0].place else { return nil }
        return String(decoding: text.bytes[span.start..<span.end], as: UTF8.self)
    }

    @Test func defaultsNeedNoFile() {
        let (project, diagnostics) = Project.resolve(file: nil, flags: [:])
        #expect(diagnostics.isEmpty)
        #expect(project.configPath.value == "/usr/local/airflow/dags/gcp-wi-config.json")
        #expect(project.template.value == "environment")
        #expect(project.release == .newest && !project.namesRelease)
    }

    @Test func flagsWinOverTheFile() {
        let (project, diagnostics) = resolve(
            #"{"release": "2.9.2", "google_cloud_project": "from-file", "output": "dist"}"#,
            flags: [.googleCloudProject: "from-flag", .output: "other"])
        #expect(diagnostics.isEmpty)
        #expect(project.release.version == Version(2, 9, 2))
        #expect(project.googleCloudProject == Setting("from-flag"))
        #expect(project.output == Setting("other"))
    }

    @Test func aFlagHidesAMistakeInTheFile() {
        let (_, diagnostics) = resolve(
            #"{"google_cloud_project": "BAD"}"#, flags: [.googleCloudProject: "good-project"])
        #expect(diagnostics.isEmpty)
    }

    @Test func pathsCountFromTheProjectFile() {
        let (project, _) = resolve(
            #"{"credential_config": "gcp.json", "plugins": "/abs", "config_path": "/usr/local/airflow/dags/x.json"}"#,
            name: "deploy/mwaa-gcp.json", flags: [.requirements: "requirements.txt"])
        #expect(project.credentialConfig?.value == "deploy/gcp.json")
        #expect(project.plugins?.value == "/abs")
        #expect(project.requirements?.value == "requirements.txt")
    }

    @Test(arguments: [
        ("google-auth", "google-auth"), ("mine.py", "deploy/mine.py"), ("a/mine", "deploy/a/mine"), ("/t", "/t"),
    ])
    func aTemplateIsANameOrAPath(written: String, meant: String) {
        let (project, _) = resolve(#"{"template": "\#(written)"}"#, name: "deploy/mwaa-gcp.json")
        #expect(project.template.value == meant)
    }

    @Test(arguments: [
        (#"[1]"#, DiagnosticCode.projectNotAnObject, "[1]"),
        (#"{"releese": "2.10.3"}"#, .projectMemberUnknown, #""releese""#),
        (#"{"release": 2.10}"#, .projectMemberType, "2.10"),
        (#"{"plugins": null}"#, .projectMemberType, "null"),
        (#"{"google_cloud_project": "My_Project"}"#, .projectID, #""My_Project""#),
        (#"{"google_cloud_project": "123456789012"}"#, .projectID, #""123456789012""#),
        (#"{"google_cloud_project": "x\"; import os #"}"#, .projectID, #""x\"; import os #""#),
        (#"{"config_path": "dags/x.json"}"#, .projectConfigPath, #""dags/x.json""#),
        (#"{"config_path": "/usr/local/airflow/dags/../x"}"#, .projectConfigPath, #""/usr/local/airflow/dags/../x""#),
        (#"{"config_path": "/usr/local/airflow/dags/"}"#, .projectConfigPath, #""/usr/local/airflow/dags/""#),
        (#"{"config_path": "/usr/local/airflow/dags/a b"}"#, .projectConfigPath, #""/usr/local/airflow/dags/a b""#),
        (#"{"config_path": "/tmp/x.json"}"#, .projectConfigPath, #""/tmp/x.json""#),
        (#"{"output": ""}"#, .projectPathEmpty, #""""#),
        (#"{"release": "2.10.4"}"#, .releaseUnknown, #""2.10.4""#),
        (#"{"release": "1.10.12"}"#, .releaseTooOld, #""1.10.12""#),
        (#"{"release": "2.10.3",}"#, .jsonTrailingComma, ","),
    ])
    func eachMistakeHasACaret(json: String, code: DiagnosticCode, under: String) {
        let (_, diagnostics) = resolve(json)
        #expect(diagnostics.map(\.code) == [code])
        #expect(marked(diagnostics) == under)
    }

    @Test(arguments: ["my-project", "example.com:my-project", "a12345"])
    func projectIDsOfBothFormsPass(id: String) {
        #expect(Project.resolve(file: nil, flags: [.googleCloudProject: id]).diagnostics.isEmpty)
    }

    @Test(arguments: ["short", "my-project-", "1project", "my project", "my-project\n", "nodomain:my-project", ""])
    func otherProjectIDsDoNot(id: String) {
        #expect(Project.resolve(file: nil, flags: [.googleCloudProject: id]).diagnostics.map(\.code) == [.projectID])
    }

    @Test func unknownNamesComeWithASuggestion() {
        let (_, member) = resolve(#"{"googl_cloud_project": "p"}"#)
        #expect(member.first?.help?.contains("google_cloud_project") == true)
        let (project, release) = resolve(#"{"release": "2.10.2"}"#)
        #expect(release.first?.severity == .warning && project.release == .newest && project.namesRelease)
    }
}
