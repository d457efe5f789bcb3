import Diagnostics
import MWAAReleases
import PluginTemplate
import Testing

@testable import Verification

/// What becomes of plugins in the processes of each release, with real google-auth and botocore.
@Suite(.fewAtATime) struct ProcessScenarioTests {
    private static let all = Scenario.processes(of: PluginSetting.all)

    private func outcomes(_ fixture: String, on release: String, lazy: Bool) async throws -> Verification {
        let setting = PluginSetting(try #require(MWAARelease.named(release)), lazyLoadPlugins: lazy)
        return try await Sandbox.withFixture(fixture) { subject in
            try await Sandbox.verifier(python: Sandbox.environment("google-auth-2.35"))
                .verify(subject, scenarios: Scenario.processes(of: [setting]))
        }
    }

    /// The pins of one release for each Python of MWAA, and google-auth on both sides of 2.29.
    @Test(
        arguments: BuiltInTemplate.allCases,
        ["google-auth-2.28", "google-auth-2.35", "mwaa-2.2.2", "mwaa-2.4.3", "mwaa-3.0.6"])
    func theTemplatesKeepTheContractInEveryProcess(template: BuiltInTemplate, environment: String) async throws {
        guard Sandbox.has(environment) else { return }
        try await Sandbox.withTemplate(template) { subject in
            let verification = try await Sandbox.verifier(python: Sandbox.environment(environment))
                .verify(subject, scenarios: Self.all)
            for result in verification.results {
                #expect(result.outcome == .passed, "\(result.scenario.id): \(result.outcome)")
            }
        }
    }

    @Test func aPluginThatReadsOnceGoesStaleInForkedTasks() async throws {
        let verification = try await outcomes("read_once_urllib.py", on: "3.0.6", lazy: false)
        let id = "tasks-inherited-airflow3"
        guard case .failed(let violations) = verification.outcome(of: id) else {
            Issue.record("\(id) did not fail")
            return
        }
        let reach = "(MWAA 3.0.6 with core.lazy_load_plugins=False)"
        #expect(
            violations.map(\.message) == [
                "AWS_ACCESS_KEY_ID holds expired credentials in the worker from hour 6 on \(reach)",
                "AWS_ACCESS_KEY_ID holds expired credentials in a task from hour 6 on \(reach)",
                "google-auth would sign with expired credentials in a task from hour 6 on \(reach)",
                "boto3's default chain has expired credentials in the worker from hour 6 on \(reach)",
                "boto3's default chain has expired credentials in a task from hour 6 on \(reach)",
            ])
        #expect(violations.map(\.clause) == [.respectful, .respectful, .fresh, .harmless, .harmless])
    }

    /// Where each task imports the plugin itself, only what outlives six hours notices.
    @Test(arguments: ["2.10.3", "3.0.6", "3.3.1"])
    func aPluginThatReadsOnceIsFreshInShortTasksThatImportIt(release: String) async throws {
        let verification = try await outcomes("read_once_urllib.py", on: release, lazy: true)
        let tasks = verification.results.filter { $0.scenario.id.hasPrefix("tasks-") }
        #expect(tasks.map(\.outcome) == [.passed])
        for id in ["long-task", "triggerer", "threads", "imported-twice", "rotation-on-time"] {
            let result = try #require(verification.results.first { $0.scenario.id.hasPrefix(id) })
            guard case .failed(let violations) = result.outcome else {
                Issue.record("\(result.scenario.id) did not fail")
                continue
            }
            #expect(Set(violations.map(\.clause)) == [.respectful, .fresh, .harmless])
        }
        let fresh = try #require(verification.diagnostics.first { $0.code == .pluginFresh })
        #expect(fresh.message.contains("in a task that began at hour 5 from hour 11 on (MWAA"))
        #expect(fresh.message.contains("in the triggerer from hour 6 on"))
        #expect(verification.diagnostics.count { $0.code == .pluginFresh } == 1)
    }

    @Test func withoutThePackagesNothingIsPassed() async throws {
        try await Sandbox.withTemplate(.environment) { subject in
            let verification = try await Sandbox.verifier().verify(subject, scenarios: Self.all)
            for result in verification.results {
                guard case .notRun(let reason) = result.outcome else {
                    Issue.record("\(result.scenario.id): \(result.outcome)")
                    continue
                }
                #expect(reason.contains("is not installed in this Python"))
            }
        }
    }

    @Test func eachScenarioHasADirectoryOfItsOwn() async throws {
        let plugin = """
            import os
            from airflow.plugins_manager import AirflowPlugin
            if os.listdir(os.getcwd()) or not os.getcwd() == os.environ["HOME"] == os.environ["TMPDIR"]:
                raise ValueError("somebody was here")
            open("mine", "w").close()
            class Plugin(AirflowPlugin):
                name = "plugin"
            """
        try await Sandbox.withPlugin(plugin) { subject in
            let verification = try await Sandbox.verifier()
                .verify(subject, scenarios: Array(Scenario.imports.prefix(5)))
            #expect(!verification.broken.contains(.loads))
        }
    }

    /// The plugin starts a real interpreter, which writes down what it finds; what is played as a new interpreter has to find
    /// the same.
    @Test func aNewInterpreterIsLikeARealOne() async throws {
        let plugin = """
            import json, os, subprocess, sys, threading
            from airflow.plugins_manager import AirflowPlugin

            def state():
                variables = {name: value for name, value in os.environ.items() if name.startswith(("AWS", "LEFT"))}
                return [hasattr(sys, "left"), threading.active_count(), "plugin" in sys.modules, os.getcwd(), variables]

            REAL = "import sys; sys.modules['plugin'] = sys; sys.path.insert(0, ''); exec(open(sys.argv[1]).read())"
            STAND_IN = "import types; m = types.ModuleType('a'); m.AirflowPlugin = object; import sys;" \\
                "sys.modules['airflow'] = sys.modules['airflow.plugins_manager'] = m;"

            if "LEFT" not in os.environ:
                os.environ.update(LEFT="behind", AWS_ACCESS_KEY_ID="exported")
                sys.left = True
                threading.Thread(target=threading.Event().wait, args=(1e6,), daemon=True).start()
                subprocess.run([sys.executable, "-c", STAND_IN + REAL, __file__], check=True)
            elif os.path.exists("state"):
                if json.load(open("state")) != state():
                    raise ValueError("%s, not %s" % (state(), open("state").read()))
                open("compared", "w").close()
            else:
                json.dump(state(), open("state", "w"))

            class Plugin(AirflowPlugin):
                name = "plugin"
            """
        let interpreter = Scenario(
            "interpreter", "an interpreter is started", steps: [.load, .interpreter([.load])], clauses: [.loads])
        let twice = Scenario("twice", "it is imported again", steps: [.load, .load], clauses: [.loads])
        try await Sandbox.withPlugin(plugin) { subject in
            let verification = try await Sandbox.verifier().verify(subject, scenarios: [interpreter, twice])
            #expect(verification.outcome(of: "interpreter") == .passed, "\(verification.diagnostics.map(\.message))")
            // The process itself is none.
            #expect(verification.broken == [.loads])
        }
    }
}
