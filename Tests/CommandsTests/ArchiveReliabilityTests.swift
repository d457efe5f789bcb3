import Foundation
import Testing

/// Whatever stops `pack` or `build`: the earlier output stays as it was, and nothing else is left.
@Suite struct ArchiveReliabilityTests {
    private static let old = Data("what was there".utf8)

    /// A directory `out` with an earlier plugins.zip, and one `big` whose packing takes a while.
    private func withBig<Result>(_ body: (URL) throws -> Result) throws -> Result {
        try Tool.withFixtures { directory in
            for name in ["out", "big"] {
                try FileManager.default.createDirectory(
                    at: directory.appending(path: name), withIntermediateDirectories: true)
            }
            try Self.old.write(to: directory.appending(path: "out/plugins.zip"))
            let line = Data((0..<2_000).map { "row \($0 * 7919 % 10_007), \($0)\n" }.joined().utf8)
            let block = (0..<64).reduce(into: Data()) { block, _ in block += line }
            for name in "abcdefgh" {
                let file = directory.appending(path: "big/\(name).csv")
                try (0..<9).reduce(into: Data()) { content, _ in content += block }.write(to: file)
            }
            return try body(directory)
        }
    }

    private func expectUntouched(_ directory: URL, _ comment: Comment? = nil) throws {
        let out = directory.appending(path: "out")
        #expect(try FileManager.default.contentsOfDirectory(atPath: out.path) == ["plugins.zip"], comment)
        #expect(try Data(contentsOf: out.appending(path: "plugins.zip")) == Self.old, comment)
    }

    private func pack(_ directory: URL, _ arguments: [String] = []) -> [String] {
        [
            Tool.executable.path, "pack", "big", "--level", "9", "--threads", "1", "--output", "out/plugins.zip",
            "--output-format", "concise",
        ] + arguments
    }

    private static let shell = URL(filePath: "/bin/sh")
    private static let timeout = URL(filePath: "/usr/bin/timeout")

    /// `timeout` ends with 124 when its signal ended the program, and by SIGKILL itself when that was the signal.
    @Test(arguments: [("TERM", 124), ("INT", 124), ("HUP", 124), ("KILL", 9)])
    func aSignalInTheMiddle(signal: String, status: Int32) throws {
        try withBig { directory in
            for seconds in ["0.03", "0.1", "0.3", "0.6"] {
                let outcome = try Tool.run(Self.timeout, ["-s", signal, seconds] + pack(directory), in: directory)
                #expect(outcome.status == status, "after \(seconds) s: \(outcome.output)\(outcome.errors)")
                try expectUntouched(directory, "SIG\(signal) after \(seconds) s")
            }
        }
    }

    @Test func aLimitOnTheSizeOfFiles() throws {
        try withBig { directory in
            let limited = ["-c", "ulimit -f 200; exec \"$@\"", "sh"]
            let outcome = try Tool.run(Self.shell, limited + pack(directory), in: directory)
            #expect(outcome.status == 2)
            #expect(outcome.output == "out/plugins.zip: error[I201] cannot write out/plugins.zip: File too large\n")
            try expectUntouched(directory)
        }
    }

    /// A file system of its own that is full after a megabyte.
    @Test(arguments: ["pack", "build"])
    func aFullDisk(command: String) throws {
        try withBig { directory in
            // Random, so that it does not get smaller.
            let noise = (0..<2_000_000).map { _ in UInt8.random(in: 0...255) }
            try Data(noise).write(to: directory.appending(path: "big/noise.bin"))
            let arguments =
                command == "pack"
                ? pack(directory)
                : [
                    Tool.executable.path, "build", "--credential-config", "good.json", "--google-cloud-project",
                    "my-project", "--plugins", "big", "--output", "out/dist", "--output-format", "concise",
                ]
            let script = """
                mount -t tmpfs -o size=1m tmpfs out || { echo no tmpfs; exit 99; }
                printf 'what was there' >out/plugins.zip
                "$@"
                echo "status $?"
                ls -A out
                cat out/plugins.zip
                """
            let outcome = try Tool.run(
                URL(filePath: "/usr/bin/unshare"), ["-rm", "/bin/sh", "-c", script, "sh"] + arguments, in: directory)
            if outcome.status != 0, outcome.output.contains("no tmpfs") || outcome.output.isEmpty {
                Issue.record("not tried, since no file system can be mounted: \(outcome.errors)", severity: .warning)
                return
            }
            let lines = outcome.output.split(separator: "\n")
            #expect(lines.first?.contains("error[I201] cannot write") == true, "\(outcome.output)")
            #expect(lines.first?.hasSuffix("No space left on device") == true, "\(outcome.output)")
            #expect(lines.dropFirst() == ["status 2", "plugins.zip", "what was there"], "\(outcome.output)")
        }
    }

    /// Starts the tool and waits until it has begun to write: the plan is made then, and `big/h.csv` is read last.
    private static let startedWriting = """
        "$@" & pid=$!; tries=0
        until ls -l /proc/$pid/fd 2>/dev/null | grep -q /out/ || [ $tries -eq 1000 ]; do tries=$((tries + 1)); sleep 0.01; done

        """

    @Test func aFileThatChangesWhileItIsRead() throws {
        try withBig { directory in
            let script = Self.startedWriting + "echo more >>big/h.csv; wait $pid"
            let outcome = try Tool.run(Self.shell, ["-c", script, "sh"] + pack(directory), in: directory)
            #expect(outcome.status == 2)
            #expect(outcome.output == "big/h.csv: error[A511] big/h.csv changed while the archive was made\n")
            try expectUntouched(directory)
        }
    }

    @Test func aFileThatGoesAwayWhileItIsRead() throws {
        try withBig { directory in
            let script = Self.startedWriting + "rm big/h.csv; wait $pid"
            let outcome = try Tool.run(Self.shell, ["-c", script, "sh"] + pack(directory), in: directory)
            #expect(outcome.status == 2 && outcome.output.contains("error[A511]"), "\(outcome.output)")
            try expectUntouched(directory)
        }
    }

    @Test func anOutputThatIsALinkElsewhere() throws {
        try withBig { directory in
            let elsewhere = directory.appending(path: "elsewhere.zip")
            try Self.old.write(to: elsewhere)
            try FileManager.default.createSymbolicLink(
                at: directory.appending(path: "link.zip"), withDestinationURL: elsewhere)
            let outcome = try Tool.run(["pack", "packed", "--output", "link.zip"], in: directory)
            #expect(outcome.status == 2 && outcome.output.contains("it is a symbolic link"), "\(outcome.output)")
            #expect(try Data(contentsOf: elsewhere) == Self.old)
        }
    }

    /// On a terminal a line is drawn and goes away; elsewhere short work says nothing.
    @Test func progressIsForTerminals() throws {
        try withBig { directory in
            let plain = try Tool.run(["pack", "packed", "--output", "out.zip"], in: directory)
            #expect(plain.status == 0 && plain.errors.isEmpty, "\(plain.errors)")
            // `script` gives the command a terminal for all its streams.
            let line = pack(directory).joined(separator: " ")
            let shown = try Tool.run(
                URL(filePath: "/usr/bin/script"), ["-qec", line, "/dev/null"], in: directory)
            #expect(shown.status == 0)
            #expect(
                shown.output.contains(
                    /\rpacking \d+\.\d of \d+\.\d MB \(\d+ %\), \d+\.\d MB\/s, \d+:\d\d left\u{1B}\[K/))
            #expect(shown.output.hasSuffix("\r\u{1B}[K"), "the line went away")
        }
    }
}
