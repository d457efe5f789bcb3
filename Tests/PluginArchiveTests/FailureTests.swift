import Diagnostics
import Glibc
import PluginArchive
import Testing

/// Nothing incomplete at the final path, what was there stays, and nothing is left beside it.
@Suite struct FailureTests {
    let scratch = Scratch()
    private let old = Array("the archive of last time".utf8)

    init() {
        scratch.write("out/plugins.zip", old)
        scratch.write("p/a.bin", Noise.random(1_600_000))
    }

    private var target: String { scratch.path("out/plugins.zip") }

    private func expectUntouched(_ comment: Comment? = nil, location: SourceLocation = #_sourceLocation) {
        #expect(scratch.read("out/plugins.zip") == old, comment, sourceLocation: location)
        #expect(namesBeside(target) == ["plugins.zip"], comment, sourceLocation: location)
    }

    private func writeCodes(to path: String, threads: Int = 2) -> [String] {
        do {
            var options = ArchiveWriter.Options()
            options.threads = threads
            _ = try ArchiveWriter(ArchivePlan([.directory(scratch.path("p"))]), options: options)
                .write(toFile: path, cancellation: CancellationSwitch())
            return []
        } catch {
            return codes(of: error)
        }
    }

    @Test func aGoodRunReplacesTheOldArchive() throws {
        #expect(writeCodes(to: target) == [])
        #expect(try ArchiveReader(file: target).isSound)
        #expect(namesBeside(target) == ["plugins.zip"])
    }

    @Test func aFileThatOnlySaysItIsEmptyIsRefused() throws {
        scratch.write("empty", [])
        for (path, expected) in [("/proc/version", ["A509"]), (scratch.path("empty"), [])] {
            do {
                _ = try ArchiveWriter(ArchivePlan([.file(path)]))
                    .write(toFile: target, cancellation: CancellationSwitch())
                #expect(expected == [], "\(path)")
            } catch {
                #expect(codes(of: error) == expected, "\(path)")
                expectUntouched()
            }
        }
    }

    @Test func anOutputThatIsNoFileIsRefused() throws {
        scratch.link("out/link.zip", to: "plugins.zip")
        scratch.link("out/dangling.zip", to: "nowhere/plugins.zip")
        try #require(mkfifo(scratch.path("out/pipe.zip"), 0o644) == 0)
        for name in [
            "out/link.zip", "out/dangling.zip", "out/pipe.zip", "out", "none/plugins.zip", "p/a.bin/plugins.zip",
        ] {
            #expect(writeCodes(to: scratch.path(name)) == ["I201"], "\(name)")
        }
        #expect(scratch.read("out/plugins.zip") == old)
        #expect(namesBeside(target) == ["dangling.zip", "link.zip", "pipe.zip", "plugins.zip"])
    }

    /// A limit on the size of files stands for a full disk: the same call fails in the same place.
    @Test(arguments: [1, 4]) func aFullDiskLeavesNothing(threads: Int) async throws {
        let (source, target) = (scratch.path("p"), target)
        await #expect(processExitsWith: .exitCode(42)) {
            [source = source as String, target = target as String, threads = threads as Int] in
            signal(SIGXFSZ, SIG_IGN)
            var limit = rlimit(rlim_cur: 1_000_000, rlim_max: 1_000_000)
            setrlimit(__rlimit_resource_t(RLIMIT_FSIZE.rawValue), &limit)
            exit(exitCode(of: { try pack(source, to: target, threads: threads) }, expecting: "I201"))
        }
        expectUntouched()
    }

    @Test func aFullDiskIsSaidWhenUnpacking() async throws {
        let forge = ZipForge([ZipForge.Entry("a.bin", Noise.random(600_000), stored: true)])
        let (archive, target) = (scratch.write("x.zip", forge.bytes), scratch.path("unpacked"))
        await #expect(processExitsWith: .exitCode(42)) {
            [archive = archive as String, target = target as String] in
            signal(SIGXFSZ, SIG_IGN)
            var limit = rlimit(rlim_cur: 100_000, rlim_max: 100_000)
            setrlimit(__rlimit_resource_t(RLIMIT_FSIZE.rawValue), &limit)
            exit(
                exitCode(
                    of: {
                        let reader = try ArchiveReader(file: archive)
                        try reader.unpack(reader.entries[0], to: target)
                    }, expecting: "I201"))
        }
    }

    @Test func aDirectoryThatCannotBeWrittenToIsSaid() async throws {
        let (source, target) = (scratch.path("p"), target)
        chmod(scratch.path("out"), 0o555)
        chmod(scratch.path, 0o755)
        await #expect(processExitsWith: .exitCode(42)) { [source = source as String, target = target as String] in
            becomeNobody()
            exit(exitCode(of: { try pack(source, to: target) }, expecting: "I201"))
        }
        chmod(scratch.path("out"), 0o755)
        expectUntouched()
    }

    @Test func unreadableFilesAreAllSaid() async throws {
        scratch.write("p/secret.py", "x", mode: 0)
        scratch.write("p/locked/b.py", "x")
        chmod(scratch.path("p/locked"), 0)
        chmod(scratch.path, 0o755)
        chmod(scratch.path("out"), 0o777)
        let (source, target) = (scratch.path("p"), target)
        await #expect(processExitsWith: .exitCode(42)) { [source = source as String, target = target as String] in
            becomeNobody()
            exit(exitCode(of: { try pack(source, to: target) }, expecting: "I102 I102"))
        }
        chmod(scratch.path("p/locked"), 0o755)
        expectUntouched()
    }

    /// Killed in the middle, with no chance to clean up.
    @Test func aKilledRunLeavesNothing() async throws {
        let (source, target) = (scratch.path("p"), target)
        await #expect(processExitsWith: .signal(SIGKILL)) { [source = source as String, target = target as String] in
            _ = try ArchiveWriter(ArchivePlan([.directory(source)])) {
                if $0.fraction > 0.3 { kill(getpid(), SIGKILL) }
            }
            .write(toFile: target, cancellation: CancellationSwitch())
        }
        expectUntouched()
    }

    @Test func aCancelledRunLeavesNothing() async throws {
        let plan = try ArchivePlan([.directory(scratch.path("p"))])
        let cancellation = CancellationSwitch()
        #expect(throws: CancellationError.self) {
            try ArchiveWriter(plan) { _ in cancellation.turn() }.write(toFile: target, cancellation: cancellation)
        }
        expectUntouched("by switch")
        let task = Task { [target] in
            withUnsafeCurrentTask { $0?.cancel() }
            return try await ArchiveWriter(plan).write(toFile: target)
        }
        await #expect(throws: CancellationError.self) { try await task.value }
        expectUntouched("by task")
    }

    @Test(arguments: ["longer", "shorter", "rewritten", "other", "link", "gone", "unreadable"])
    func aChangedFileStopsTheRun(change: String) throws {
        scratch.write("p/b.py", "content")
        let plan = try ArchivePlan([.directory(scratch.path("p"))])
        switch change {
        case "longer": scratch.write("p/b.py", "content and more")
        case "shorter": truncate(scratch.path("p/b.py"), 3)
        case "rewritten":
            // The same size, and the time of modification put back.
            var status = stat()
            stat(scratch.path("p/b.py"), &status)
            usleep(20_000)
            scratch.write("p/b.py", "CONTENT")
            let times = [status.st_atim, status.st_mtim]
            utimensat(AT_FDCWD, scratch.path("p/b.py"), times, 0)
        case "other": rename(scratch.write("c.py", "content"), scratch.path("p/b.py"))
        case "link":
            scratch.write("c.py", "content")
            unlink(scratch.path("p/b.py"))
            scratch.link("p/b.py", to: "../c.py")
        case "gone": unlink(scratch.path("p/b.py"))
        default: chmod(scratch.path("p/b.py"), 0)
        }
        #expect {
            try ArchiveWriter(plan).write(toFile: target, cancellation: CancellationSwitch())
        } throws: {
            codes(of: $0) == ["A511"]
                && ($0 as? DiagnosedError)?.diagnostics.first?.place == .file(scratch.path("p/b.py"))
        }
        expectUntouched()
    }

    @Test func aFileThatChangesBetweenItsBlocksStopsTheRun() throws {
        let plan = try ArchivePlan([.directory(scratch.path("p"))])
        let path = scratch.path("p/a.bin")
        var options = ArchiveWriter.Options()
        options.threads = 1
        let writer = ArchiveWriter(plan, options: options) { progress in
            if progress.bytesDone == 1 << 20 {
                usleep(20_000)
                let descriptor = open(path, O_WRONLY)
                _ = [UInt8](repeating: 0, count: 9).withUnsafeBytes { pwrite(descriptor, $0.baseAddress, 9, 0) }
                close(descriptor)
            }
        }
        #expect {
            try writer.write(toFile: target, cancellation: CancellationSwitch())
        } throws: {
            codes(of: $0) == ["A511"]
        }
        expectUntouched()
    }

    /// With several threads too it is the first in the order of the archive that is reported.
    @Test func theFirstFailureIsReported() throws {
        for number in 0..<30 { scratch.write("p/z\(number + 10).py", Noise.text(90_000)) }
        let plan = try ArchivePlan([.directory(scratch.path("p"))])
        for number in 0..<30 { unlink(scratch.path("p/z\(number + 10).py")) }
        for _ in 0..<10 {
            #expect {
                try ArchiveWriter(plan).write(toFile: target, cancellation: CancellationSwitch())
            } throws: {
                ($0 as? DiagnosedError)?.diagnostics.map(\.place) == [.file(scratch.path("p/z10.py"))]
            }
        }
    }
}

/// The names in the directory that `path` is in.
private func namesBeside(_ path: String) -> [String] {
    let directory = String(path[..<path.lastIndex(of: "/")!])
    return run("/bin/ls", ["-A", directory]).output.split(separator: "\n").map(String.init)
}

private func pack(_ source: String, to target: String, threads: Int = 2) throws {
    var options = ArchiveWriter.Options()
    options.threads = threads
    _ = try ArchiveWriter(ArchivePlan([.directory(source)]), options: options)
        .write(toFile: target, cancellation: CancellationSwitch())
}

/// 42 when `work` throws exactly the codes expected; otherwise says what it did and returns 1.
private func exitCode(of work: () throws -> Void, expecting expected: String) -> Int32 {
    do {
        try work()
        print("nothing was thrown")
    } catch {
        if codes(of: error).joined(separator: " ") == expected { return 42 }
        print(error)
    }
    return 1
}

/// Permissions do not bind the superuser, which tests may run as.
private func becomeNobody() {
    if getuid() == 0 { setuid(65_534) }
}
