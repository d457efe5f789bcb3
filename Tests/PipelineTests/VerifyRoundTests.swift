import Diagnostics
import MWAAReleases
import PythonEnvironment
import Testing
import Verification

@testable import Pipeline

/// Which Pythons play which releases.
@Suite struct VerifyRoundTests {
    private let debian = PythonRequest.executable("/usr/bin/python3")

    private func stage(_ release: String = "2.10.3") throws -> VerifyStage {
        let surroundings = Surroundings(
            environment: ["XDG_CACHE_HOME": "/nonexistent"], toolDirectory: "/nonexistent", jobs: 1)
        return VerifyStage(
            surroundings: surroundings, release: try #require(MWAARelease.named(release)), isReleaseNamed: true)
    }

    @Test func onePythonIsOneRoundWithoutALabel() async throws {
        var stage = try stage()
        stage.pythons = [debian, debian]
        let rounds = try await stage.plan().rounds
        #expect(rounds.count == 1)
        #expect(rounds[0].label == nil && rounds[0].prefix == nil)
        #expect(rounds[0].scenarios.contains { $0.id == "tasks-new-interpreter" })
        #expect(rounds[0].scenarios.contains { $0.id == "tasks-new-interpreter-eager" })
    }

    @Test func oneValueOfTheSettingIsOneModel() async throws {
        var stage = try stage("3.0.6")
        stage.pythons = [debian]
        stage.lazyLoading = [false]
        let ids = try await stage.plan().rounds[0].scenarios.map(\.id)
        #expect(ids.filter { $0.hasPrefix("tasks-") } == ["tasks-inherited-airflow3"])
    }

    @Test func allReleasesAreSplitByTheirLoader() async throws {
        var stage = try stage()
        stage.coversAllReleases = true
        stage.pythons = [debian]
        let rounds = try await stage.plan().rounds
        #expect(rounds.map(\.prefix) == ["2.0.2-2.11.2", "3.0.6-3.3.1"])
        #expect(rounds.flatMap(\.settings) == PluginSetting.all)
        // Debian's 3.11 is newer than the oldest release's Python.
        #expect(rounds[0].scenarios.contains { $0.id == "grammar" })
        #expect(!rounds[1].scenarios.contains { $0.id == "grammar" })
        let tasks = rounds.flatMap(\.scenarios).map(\.id).filter { $0.hasPrefix("tasks-") }
        #expect(Set(tasks).count == 8)
    }

    @Test func withoutAPythonEachReleasesOwnIsLookedFor() {
        let groups = VerifyStage.ReleaseGroup.all(samePython: false)
        #expect(groups.map(\.name) == ["2.0.2-2.2.2", "2.4.3-2.6.3", "2.7.2-2.10.3", "2.11.0-2.11.2", "3.0.6-3.3.1"])
    }
}
