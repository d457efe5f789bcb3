import Diagnostics
import Foundation
import Testing

@testable import PluginTemplate

/// The rendered templates, run by real Pythons beside an endpoint on loopback; the scenarios are in `Drivers`.
@Suite struct PluginBehaviourTests {
    @Test(arguments: BuiltInTemplate.allCases, Interpreter.ofReleases)
    func keepsItsPromises(_ builtIn: BuiltInTemplate, _ interpreter: Interpreter) throws {
        let rendered = try builtIn.template.render([
            "google_cloud_project": "my-project", "config_path": "/dags/config.json",
        ])
        let plugin = FileManager.default.temporaryDirectory.appending(path: "mwaa-gcp-test-\(UUID().uuidString).py")
        try Data(rendered.bytes).write(to: plugin)
        defer { try? FileManager.default.removeItem(at: plugin) }
        let driver = builtIn == .environment ? "environment_scenarios.py" : "google_auth_scenarios.py"
        let output = try interpreter.run(driver: driver, [plugin.path])
        #expect(output.status == 0, "\(output.text)")
        let ran = output.text.split(separator: "\n").last?.split(separator: " ").first.flatMap { Int($0) } ?? 0
        #expect(ran > 25, "\(output.text)")
    }

    /// Before it is rendered a template can be linted and imported.
    @Test(arguments: Interpreter.all)
    func isPythonBeforeRendering(_ interpreter: Interpreter) throws {
        let checker = """
            import ast, sys
            for path in sys.argv[1:]:
                with open(path, "rb") as file:
                    ast.parse(file.read(), path)
            """
        let templates = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../plugin-templates")
        let paths = BuiltInTemplate.allCases.map { templates.appending(path: $0.template.source.name).path }
        let output = try interpreter.run(code: checker, paths)
        #expect(output.status == 0 && output.text.isEmpty, "\(output.text)")
    }
}
