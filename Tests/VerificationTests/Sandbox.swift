import Diagnostics
import Foundation
import MWAAReleases
import PluginTemplate
import PythonEnvironment
import Testing

@testable import Verification

/// What the tests of scenarios need: the host that was built with them, and a Python to embed.
enum Sandbox {
    static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().path

    /// Built beside the test bundle.
    static let host = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath().deletingLastPathComponent()
        .appendingPathComponent("mwaa-gcp-python-host").path

    /// Debian's own Python: scripts/test installs it, so it is there wherever the tests run.
    ///
    /// - Parameter limit: milliseconds of processor time for a scenario; generous, since a busy machine counts waiting for
    ///   memory as well.
    static func verifier(
        python: PythonRequest? = .executable("/usr/bin/python3"), limit: Int = 20_000
    ) async throws -> Verifier {
        let finder = PythonFinder(environment: ProcessInfo.processInfo.environment)
        let choice = try await finder.choose(python, release: nil)
        var verifier = Verifier(
            host: host, python: choice.installation, release: try #require(MWAARelease.named("2.10.3")),
            temporaryDirectory: "/tmp")
        verifier.limit = limit
        return verifier
    }

    /// The Python of a virtual environment that scripts/prepare-test-pythons made.
    static func environment(_ name: String) -> PythonRequest {
        .executable(root + "/.build/test-pythons/" + name + "/bin/python")
    }

    /// Whether that was made: those of other Pythons than Debian's only are where pyenv has them.
    static func has(_ name: String) -> Bool {
        FileManager.default.isExecutableFile(atPath: root + "/.build/test-pythons/" + name + "/bin/python")
    }

    /// One of the plugins in Tests/Fixtures/plugins: a file, copied to a folder of its own, or a folder.
    static func withFixture<Result>(_ name: String, _ body: (Subject) async throws -> Result) async throws -> Result {
        let path = root + "/Tests/Fixtures/plugins/" + name
        guard name.hasSuffix(".py") else { return try await body(Subject(folder: path)) }
        return try await withPlugin(try String(contentsOfFile: path, encoding: .utf8), body)
    }

    /// A folder with a shipped template.
    static func withTemplate<Result>(
        _ template: BuiltInTemplate, _ body: (Subject) async throws -> Result
    ) async throws -> Result {
        let expectation = Subject.Expectation(
            googleCloudProject: "my-project", configPath: "/usr/local/airflow/dags/gcp-wi-config.json")
        let plugin = try template.template.render([
            "google_cloud_project": expectation.googleCloudProject, "config_path": expectation.configPath,
        ])
        return try await withPlugin(String(decoding: plugin.bytes, as: UTF8.self)) { subject in
            var subject = subject
            subject.expectation = expectation
            return try await body(subject)
        }
    }

    /// A folder with this one plugin.
    static func withPlugin<Result>(_ source: String, _ body: (Subject) async throws -> Result) async throws -> Result {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("plugin-\(UUID().uuidString)").path
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try Data(source.utf8).write(to: URL(fileURLWithPath: folder + "/plugin.py"))
        let text = SourceText(name: "plugin.py", text: source)
        return try await body(Subject(folder: folder, files: ["plugin.py": Subject.File(text: text)]))
    }
}

extension Verification {
    /// The clauses that were broken in any scenario.
    var broken: Set<Clause> {
        Set(
            results.flatMap { result -> [Violation] in
                if case .failed(let violations) = result.outcome { violations } else { [] }
            }.map(\.clause))
    }

    func outcome(of id: String) -> ScenarioResult.Outcome? {
        results.first { $0.scenario.id == id }?.outcome
    }
}
