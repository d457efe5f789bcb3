import Diagnostics
import Glibc
import PluginArchive
import Testing

/// One tree, made and packed under different conditions, gives one archive.
@Suite struct ReproducibilityTests {
    private static let names = [
        "b.py", "lib/a.py", "lib/ä.py", "lib/Z.py", "lib.d/x", "lib-1", "data.bin", "I.py", "ı.py",
    ]

    /// Makes the tree in a certain order, with certain permissions for others.
    private func make(_ names: [String], in scratch: Scratch, mask: mode_t) {
        for name in names {
            let isScript = name == "lib-1"
            scratch.write(
                "p/" + name, name == "data.bin" ? Noise.text(600_000) : Array("# \(name)\n".utf8),
                mode: (isScript ? 0o777 : 0o666) & ~mask)
        }
    }

    private func packed(_ scratch: Scratch, threads: Int = 2) throws -> [UInt8] {
        try pack(scratch.path("p"), to: scratch.path("out.zip"), threads: threads)
        return scratch.read("out.zip")
    }

    private func reference() throws -> [UInt8] {
        let scratch = Scratch()
        make(Self.names, in: scratch, mask: 0o022)
        return try packed(scratch)
    }

    @Test func orderOfCreationDoesNotMatter() throws {
        let reference = try reference()
        let orders = [Self.names.reversed(), Self.names.sorted(), Array(Self.names[4...] + Self.names[..<4])]
        for order in orders {
            let scratch = Scratch()
            make(order, in: scratch, mask: 0o022)
            #expect(try packed(scratch) == reference)
        }
    }

    @Test func timesPermissionsAndOwnersDoNotMatter() throws {
        let reference = try reference()
        let scratch = Scratch()
        make(Self.names, in: scratch, mask: 0o077)
        for name in Self.names {
            let times = [timespec(tv_sec: 1, tv_nsec: 1), timespec(tv_sec: 4_000_000_000, tv_nsec: 5)]
            #expect(utimensat(AT_FDCWD, scratch.path("p/" + name), times, 0) == 0)
            if getuid() == 0 { #expect(chown(scratch.path("p/" + name), 1_234, 4_321) == 0) }
        }
        #expect(try packed(scratch) == reference)
    }

    @Test func threadsDoNotMatter() throws {
        let reference = try reference()
        for threads in 1...8 {
            let scratch = Scratch()
            make(Self.names, in: scratch, mask: 0o022)
            #expect(try packed(scratch, threads: threads) == reference)
        }
    }

    /// What belongs to a process is changed in one of its own: working directory, mask, time zone, locale.
    @Test func theProcessDoesNotMatter() async throws {
        let reference = try reference()
        let scratch = Scratch()
        make(Self.names, in: scratch, mask: 0o022)
        let root = scratch.path
        await #expect(processExitsWith: .success) { [root = root as String] in
            chdir(root + "/p/lib")
            umask(0o077)
            setenv("TZ", "Asia/Kathmandu", 1)
            tzset()
            for locale in ["tr_TR.UTF-8", "C.UTF-8", "POSIX"] where setlocale(LC_ALL, locale) != nil { break }
            try pack("..", to: "../../out.zip", threads: 3)
        }
        #expect(scratch.read("out.zip") == reference)
    }
}

private func pack(_ source: String, to target: String, threads: Int) throws {
    var options = ArchiveWriter.Options()
    options.threads = threads
    _ = try ArchiveWriter(ArchivePlan([.directory(source)]), options: options)
        .write(toFile: target, cancellation: CancellationSwitch())
}
