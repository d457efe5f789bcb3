import Diagnostics
import Foundation
import MWAAReleases
import PluginTemplate
import Synchronization
import Testing

@testable import Verification

/// Of several subjects each is judged by itself: what is told of one does not depend on the others.
@Suite(.fewAtATime) struct SubjectsTests {
    private static let scenarios =
        Array(Scenario.imports.prefix(4))
        + Scenario.processes(of: PluginSetting.all).filter { ["tasks-inherited", "imported-twice"].contains($0.id) }

    /// All that a report shows of a verification.
    private func shown(_ verification: Verification) -> [String] {
        verification.results.map { result in
            "\(result.scenario.id)\n\(result.outcome)\n\(result.virtualSeconds ?? -1)\n"
                + result.requests.joined(separator: "\n")
        } + verification.diagnostics.map { "\($0.code.id) \($0.message)" }
    }

    private func verifier() async throws -> Verifier {
        try await Sandbox.verifier(python: Sandbox.environment("google-auth-2.35"), limit: 2_000)
    }

    @Test func eachIsJudgedAsIfItWereAlone() async throws {
        try await Sandbox.withTemplate(.googleAuth) { good in
            try await Sandbox.withFixture("read_once_urllib.py") { stale in
                let subjects = [stale, good, stale]
                let together = try await verifier().verify(subjects, scenarios: Self.scenarios)
                try #require(together.count == 3)
                let alone = [
                    try await verifier().verify(stale, scenarios: Self.scenarios),
                    try await verifier().verify(good, scenarios: Self.scenarios),
                ]
                #expect(shown(together[0]) == shown(alone[0]))
                #expect(shown(together[1]) == shown(alone[1]))
                #expect(shown(together[2]) == shown(alone[0]))
                #expect(together[0].broken.contains(.fresh))
                #expect(together[1].broken.isEmpty)
                #expect(together[1].results.allSatisfy { $0.outcome == .passed })
            }
        }
    }

    /// It is told of that one, and the others' scenarios are played again.
    @Test func onlyTheOneThatBringsTheHostDownFails() async throws {
        try await Sandbox.withTemplate(.googleAuth) { good in
            // A raw system call goes past the sandbox.
            let source = """
                import ctypes, os
                ctypes.CDLL(None).syscall({"x86_64": 62, "aarch64": 129}[os.uname().machine], os.getppid(), 9)

                """
            try await Sandbox.withPlugin(source) { killer in
                let found = try await verifier().verify([good, killer], scenarios: Array(Scenario.imports.prefix(6)))
                #expect(found[0].results.allSatisfy { $0.outcome == .passed })
                #expect(found[0].diagnostics.filter { $0.severity == .error }.isEmpty)
                #expect(found[1].broken == [.loads])
                #expect(
                    found[1].diagnostics.contains {
                        $0.message.hasPrefix("the import brings down the process that started the worker")
                    })
            }
        }
    }

    /// However many scenarios of the good one the other took along, they need few hosts again.
    @Test func whatAnotherBroughtDownIsPlayedAgainTogether() async throws {
        try await Sandbox.withTemplate(.googleAuth) { good in
            let source = """
                import ctypes, os
                ctypes.CDLL(None).syscall({"x86_64": 62, "aarch64": 129}[os.uname().machine], os.getppid(), 9)

                """
            try await Sandbox.withPlugin(source) { killer in
                var verifier = try await verifier()
                let directory = FileManager.default.temporaryDirectory.appending(path: "hosts-\(UUID().uuidString)")
                try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: false)
                defer { try? FileManager.default.removeItem(at: directory) }
                let log = directory.appending(path: "starts")
                let script = directory.appending(path: "host")
                try "#!/bin/sh\necho >> '\(log.path)'\nexec '\(verifier.host)' \"$@\"\n"
                    .write(to: script, atomically: true, encoding: .utf8)
                try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: script.path)
                verifier.host = script.path
                let found = try await verifier.verify([killer, good], scenarios: Array(Scenario.imports.prefix(30)))
                #expect(found[1].results.allSatisfy { $0.outcome == .passed })
                // Two for all, two for each of them, and one for each of the three that are told.
                let starts = try String(contentsOf: log, encoding: .utf8).count
                #expect(starts <= 9)
            }
        }
    }

    /// Those that are left out when enough have met the time limit are those of the plugin that met it.
    @Test func onlyTheOneThatLoopsIsCutShort() async throws {
        try await Sandbox.withTemplate(.googleAuth) { good in
            try await Sandbox.withPlugin("while True: pass\n") { loop in
                let found = try await verifier().verify([loop, good], scenarios: Array(Scenario.imports.prefix(6)))
                #expect(found[0].broken == [.bounded])
                #expect(
                    found[0].results.count { $0.outcome == .notRun(reason: "others met the time limit already") } == 3)
                #expect(found[1].results.allSatisfy { $0.outcome == .passed })
            }
        }
    }

    @Test func progressCountsTheScenariosOfAll() async throws {
        try await Sandbox.withTemplate(.googleAuth) { good in
            let counts = Counts()
            let scenarios = Array(Scenario.imports.prefix(2))
            _ = try await verifier().verify([good, good], scenarios: scenarios) { counts.add($0) }
            #expect(counts.sorted == [1, 2, 3, 4])
        }
    }

    private final class Counts: Sendable {
        private let all = Mutex<[Int]>([])
        func add(_ count: Int) { all.withLock { $0.append(count) } }
        var sorted: [Int] { all.withLock { $0.sorted() } }
    }
}
