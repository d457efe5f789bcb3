import Diagnostics
import Foundation
import MWAAReleases
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

    /// One of the plugins in Tests/Fixtures/plugins: a file, copied to a folder of its own, or a folder.
    static func withFixture<Result>(_ name: String, _ body: (Subject) async throws -> Result) async throws -> Result {
        let path = root + "/Tests/Fixtures/plugins/" + name
        guard name.hasSuffix(".py") else { return try await body(Subject(folder: path)) }
        return try await withPlugin(try String(contentsOfFile: path, encoding: .utf8), body)
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
