import Diagnostics
import Foundation
import MWAAReleases
import PythonEnvironment
import Testing

@testable import Verification

/// Airflow's rules of importing, with the stand-in and with a real Airflow.
@Suite(.fewAtATime) struct LoaderTests {
    private static let pythons: [PythonRequest] = [
        .executable("/usr/bin/python3"), Sandbox.environment("airflow-2.10"),
    ]
    private static let healthy = Scenario.imports.filter { $0.id == "healthy" }
    private static let good = """
        import os
        from airflow.plugins_manager import AirflowPlugin
        os.environ["GOOGLE_CLOUD_PROJECT"] = os.environ["GOOGLE_APPLICATION_CREDENTIALS"] = "set"
        class Plugin(AirflowPlugin):
            name = "plugin"
        """

    private func verify(
        _ files: [String: String], _ python: PythonRequest, prepare: (String) throws -> Void = { _ in }
    ) async throws -> Verification {
        try await Sandbox.withPlugin(Self.good) { subject in
            for (path, text) in files {
                let file = URL(fileURLWithPath: subject.folder + "/" + path)
                try FileManager.default.createDirectory(
                    at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
                try Data(text.utf8).write(to: file)
            }
            try prepare(subject.folder)
            return try await Sandbox.verifier(python: python).verify(subject, scenarios: Self.healthy)
        }
    }

    @Test(arguments: pythons) func aLineThatIsNoRegularExpressionIsLeftOut(python: PythonRequest) async throws {
        let files = [".airflowignore": "*(\nsub/bad # a comment\n", "sub/bad.py": "1 / 0\n"]
        let verification = try await verify(files, python)
        #expect(verification.broken.isEmpty, "\(verification.diagnostics.map(\.message))")
    }

    @Test(arguments: pythons) func twoFilesOfOneStemAreTold(python: PythonRequest) async throws {
        let verification = try await verify(["a/helper.py": "\n", "b/helper.py": "\n"], python)
        let found = verification.diagnostics.filter { $0.code == .pluginSameStem }
        #expect(found.map(\.message) == ["Airflow imports `a/helper.py` and `b/helper.py` under one name"])
    }

    @Test func whatPrepareFetchesIsToldBesideTheOtherWay() async throws {
        // Neither is installed for Debian's own Python in a home directory of the scenario's.
        let verification = try await verify(
            ["a.py": "import google.auth\n", "b.py": "import pandas\n"], Self.pythons[0])
        let help = verification.diagnostics.filter { $0.code == .pluginModuleMissing }.compactMap(\.help)
        #expect(
            help == [
                "fetch it as the release pins it: `mwaa-gcp python prepare`; or verify with the Python of an environment that "
                    + "has it: `--venv DIR`",
                "verify with the Python of an environment that has it: `--venv DIR`",
            ])
    }

    @Test func aLongMessageIsCutWhereItCanBeSeen() async throws {
        let source = "raise ValueError('x' * 500)\n"
        let verification = try await verify(["long.py": source], Self.pythons[0])
        let found = try #require(verification.diagnostics.first { $0.code == .pluginLoads })
        #expect(found.message.contains("xxx…, when the endpoint is well"), "\(found.message)")
    }

    /// Scenarios share what they compile, but files of one content do not.
    @Test func compiledCodeIsThatOfItsOwnFile() async throws {
        let scenarios = Scenario.imports.filter { ["healthy", "html", "empty"].contains($0.id) }
        try await Sandbox.withPlugin(Self.good) { subject in
            for name in ["one.py", "two.py"] {
                try Data("1 / 0\n".utf8).write(to: URL(fileURLWithPath: subject.folder + "/" + name))
            }
            var verifier = try await Sandbox.verifier()
            verifier.jobs = 1
            let verification = try await verifier.verify(subject, scenarios: scenarios)
            for result in verification.results {
                guard case .failed(let violations) = result.outcome else {
                    Issue.record("\(result.outcome)")
                    continue
                }
                let lines = violations.flatMap(\.traceback).compactMap { $0.split(separator: "/").last }
                #expect(lines == ["one.py:1 in <module>", "two.py:1 in <module>"])
            }
        }
    }

    @Test(arguments: pythons) func linksToDirectoriesAreFollowedOnce(python: PythonRequest) async throws {
        let elsewhere = FileManager.default.temporaryDirectory.appendingPathComponent("linked-\(UUID().uuidString)")
            .path
        try FileManager.default.createDirectory(atPath: elsewhere, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: elsewhere) }
        try Data("1 / 0\n".utf8).write(to: URL(fileURLWithPath: elsewhere + "/broken.py"))
        let linked = try await verify([:], python) {
            try FileManager.default.createSymbolicLink(atPath: $0 + "/link", withDestinationPath: elsewhere)
        }
        #expect(linked.diagnostics.contains { $0.message.contains("`link/broken.py` cannot be imported") })
        let circle = try await verify(["sub/x.py": "\n"], python) {
            try FileManager.default.createSymbolicLink(atPath: $0 + "/sub/circle", withDestinationPath: $0 + "/sub")
        }
        #expect(circle.diagnostics.contains { $0.message.contains("`RuntimeError` escapes the import") })
    }

    @Test(arguments: pythons) func secretsAreSeenAtAnyLevelOfTheLog(python: PythonRequest) async throws {
        let plugin = """
            import json, logging, os, urllib.request
            uri = os.environ["AWS_CONTAINER_CREDENTIALS_RELATIVE_URI"]
            answer = json.load(urllib.request.urlopen("http://169.254.170.2" + uri, timeout=5))
            logging.getLogger("mine").debug("got %s", answer["SecretAccessKey"])
            """
        let verification = try await verify(["talkative.py": plugin], python)
        #expect(verification.broken == [.discreet])
    }

    @Test func aReleasesGrammarIsHeldAgainstWhatANewerPythonRuns() async throws {
        let release = try #require(MWAARelease.named("2.2.2"))
        let grammar = try #require(Scenario.grammar([release], on: Version(3, 11)))
        for (source, isOld) in [("x = [y for y in range(3)]\n", true), ("if (x := 1): pass\n", false)] {
            try await Sandbox.withPlugin(source) { subject in
                let verification = try await Sandbox.verifier().verify(subject, scenarios: [grammar])
                #expect(verification.broken == (isOld ? [] : [.loads]))
                guard !isOld else { return }
                let found = try #require(verification.diagnostics.first { $0.code == .pluginLoads })
                #expect(found.message.hasPrefix("`plugin.py` is not in that Python's grammar: SyntaxError: "))
                #expect(found.place != nil)
            }
        }
        #expect(Scenario.grammar([release], on: Version(3, 7)) == nil)
        #expect(Scenario.grammar([MWAARelease.newest], on: Version(3, 11)) == nil)
    }
}
