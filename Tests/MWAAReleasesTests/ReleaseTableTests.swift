import MWAAReleases
import Testing

@Suite struct ReleaseTableTests {
    @Test func releasesAreUniqueAndOldestFirst() {
        let versions = MWAARelease.all.map(\.version)
        #expect(zip(versions, versions.dropFirst()).allSatisfy { $0 < $1 })
        #expect(MWAARelease.newest.version == Version(3, 3, 1))
    }

    @Test func namesAreExact() {
        #expect(MWAARelease.named("2.10.3")?.packages.googleAuth == Version(2, 35, 0))
        #expect(MWAARelease.named("2.10") == nil)
        #expect(MWAARelease.named("2.10.3 ") == nil)
    }

    @Test func onlyTheFirstReleaseHasNoWorkloadIdentity() {
        #expect(MWAARelease.all.filter { !$0.supportsWorkloadIdentity }.map(\.version.description) == ["1.10.12"])
    }

    @Test func imagesOfAirflow2StartNewInterpreters() {
        #expect(
            MWAARelease.all.filter { $0.taskProcess == .newInterpreter }.map(\.version.description)
                == ["2.9.2", "2.10.1", "2.10.3", "2.11.0", "2.11.2"])
    }

    @Test(arguments: ["2", "2.x.1", "2.10.3.1", "", "2..1", "-1.2", "2.+1"])
    func malformedVersionsAreNoVersions(text: String) {
        #expect(Version(text) == nil)
    }

    @Test func versionsCompareByNumber() {
        #expect(Version(2, 9, 2) < Version(2, 10, 1))
        #expect(!(Version(3, 7) < Version(3, 7, 0)) && !(Version(3, 7, 0) < Version(3, 7)))
    }
}
