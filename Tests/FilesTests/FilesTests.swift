import Diagnostics
import Files
import Glibc
import Testing

@Suite struct FilesTests {
    private func inTemporaryDirectory(_ body: (String) throws -> Void) async throws {
        try await Tree.withTemporaryDirectory(in: "/tmp") { try body($0) }
    }

    private func code(_ body: () throws -> Void) -> DiagnosticCode? {
        do {
            try body()
            return nil
        } catch {
            return (error as? DiagnosedError)?.diagnostics.first?.code
        }
    }

    @Test func inputsThatCannotBeReadAreNamedForWhatTheyAre() async throws {
        try await inTemporaryDirectory { root in
            try OutputFile.create(root + "/file", Array("12345".utf8))
            mkfifo(root + "/fifo", 0o600)
            #expect(code { _ = try InputFile.read(root + "/none", limit: 9, role: "config") } == .fileMissing)
            #expect(code { _ = try InputFile.read(root + "/file/x", limit: 9, role: "config") } == .fileMissing)
            #expect(code { _ = try InputFile.read(root, limit: 9, role: "config") } == .notAFile)
            #expect(code { _ = try InputFile.read(root + "/fifo", limit: 9, role: "config") } == .notAFile)
            #expect(code { _ = try InputFile.read(root + "/file", limit: 4, role: "config") } == .fileTooLarge)
            #expect(code { _ = try InputFile.read("/proc/self/mem", limit: 9, role: "config") } == .fileUnreadable)
            #expect(try InputFile.read(root + "/file", limit: 5, role: "config") == Array("12345".utf8))
        }
    }

    @Test func filesThatClaimToBeEmptyAreReadToTheirEnd() throws {
        #expect(!(try InputFile.read("/proc/self/status", limit: 1 << 20, role: "config")).isEmpty)
        #expect(code { _ = try InputFile.read("/proc/self/status", limit: 16, role: "config") } == .fileTooLarge)
    }

    @Test func replacingKeepsTheModeAndFollowsALink() async throws {
        try await inTemporaryDirectory { root in
            try OutputFile.create(root + "/a", [1], mode: 0o600)
            symlink("a", root + "/link")
            try OutputFile.replace(root + "/link", with: [2, 3])
            #expect(try InputFile.read(root + "/a", limit: 9, role: "x") == [2, 3])
            #expect(Tree.kind(of: root + "/link") == S_IFLNK)
            var status = stat()
            #expect(stat(root + "/a", &status) == 0 && status.st_mode & 0o7777 == 0o600)
            #expect(Tree.files(below: root) == ["a", "link"])
        }
    }

    /// As a run leaves it that was killed; in a container the next one has the same process id.
    @Test func whatAKilledRunLeftIsInNobodysWay() async throws {
        try await inTemporaryDirectory { root in
            let left = ["a", "b"].map { "\($0).mwaa-gcp-\(getpid()).tmp" }
            for name in left { try OutputFile.create(root + "/" + name, [9]) }
            try OutputFile.replace(root + "/a", with: [1])
            try OutputFile.createNew(root + "/b", [2])
            #expect(Tree.files(below: root) == ["a", left[0], "b", left[1]])
        }
    }

    @Test func aFailedReplacementLeavesNothingBehind() async throws {
        try await inTemporaryDirectory { root in
            try OutputFile.makeDirectory(root + "/directory")
            try OutputFile.create(root + "/directory/x", [1])
            #expect(code { try OutputFile.replace(root + "/directory", with: [1]) } == .outputUnwritable)
            #expect(code { try OutputFile.replace(root + "/none/file", with: [1]) } == .outputUnwritable)
            #expect(Tree.files(below: root) == ["directory/x"])
        }
    }

    @Test func removingStopsAtNoModeAndNoDepth() async throws {
        try await inTemporaryDirectory { directory in
            let root = directory + "/root"
            mkdir(root, 0o700)
            mkdir(root + "/closed", 0o700)
            mkdir(root + "/closed/inner", 0o700)
            close(open(root + "/closed/inner/file", O_CREAT | O_WRONLY, 0o600))
            chmod(root + "/closed/inner", 0)
            chmod(root + "/closed", 0)
            // Deeper than a path may be long; made from within.
            var descriptor = open(root, O_RDONLY | O_DIRECTORY)
            for _ in 0..<2_000 {
                mkdirat(descriptor, "nested", 0o700)
                let next = openat(descriptor, "nested", O_RDONLY | O_DIRECTORY)
                close(descriptor)
                descriptor = next
            }
            close(descriptor)
            Tree.remove(root)
            #expect(Tree.kind(of: root) == nil)
        }
    }

    @Test func removingFollowsNoLink() async throws {
        try await inTemporaryDirectory { root in
            try OutputFile.makeDirectory(root + "/keep")
            try OutputFile.create(root + "/keep/file", [1])
            try OutputFile.makeDirectory(root + "/gone")
            symlink("../keep", root + "/gone/link")
            try OutputFile.create(root + "/gone/file", [1])
            Tree.remove(root + "/gone")
            symlink("keep", root + "/link")
            Tree.remove(root + "/link")
            #expect(Tree.files(below: root) == ["keep/file"])
        }
    }
}
