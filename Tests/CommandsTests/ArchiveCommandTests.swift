import Foundation
import Testing

/// `pack`, `inspect` and `diff` as their users and other programs see them.
@Suite struct ArchiveCommandTests {
    /// Another program, if it is there; else an issue where peers are required, and a warning elsewhere.
    private func peer(_ name: String, package: String) -> URL? {
        let file = URL(filePath: "/usr/bin/\(name)")
        if FileManager.default.isExecutableFile(atPath: file.path) { return file }
        let isRequired = ProcessInfo.processInfo.environment["MWAA_GCP_REQUIRE_PEERS"] == "1"
        Issue.record(
            "\(name) was not tried; install it with: apt-get install \(package)",
            severity: isRequired ? .error : .warning)
        return nil
    }

    private func pack(_ line: String, in directory: URL) throws {
        let outcome = try Tool.run(["pack"] + line.split(separator: " ").map(String.init), in: directory)
        try #require(outcome.status == 0, "\(outcome.output)\(outcome.errors)")
    }

    @Test func theListingIsThatOfUnzip() throws {
        guard let unzip = peer("unzip", package: "unzip"), let zip = peer("zip", package: "zip") else { return }
        try Tool.withFixtures { directory in
            try Data(count: 70_000).write(to: directory.appending(path: "packed/zeros"))
            try Data("x".utf8).write(to: directory.appending(path: "packed/größe ü.txt"))
            try pack("packed --output ours.zip", in: directory)
            try pack("packed/bin --output one.zip", in: directory)
            for (level, name) in [("-1", "fast.zip"), ("-9", "best.zip")] {
                // Without Unix times, which unzip prefers and which say 00:59 where the even seconds of MS-DOS say 01:00.
                _ = try Tool.run(zip, ["-qrX", level, name, "packed", "plugins"], in: directory)
            }
            for name in ["ours.zip", "one.zip", "fast.zip", "best.zip"] {
                let expected = try Tool.run(unzip, ["-v", name], in: directory).output
                let found = try Tool.run(["inspect", "--list", name], in: directory)
                #expect(found.output.hasPrefix(expected + "\n"), "\(expected)\n\(found.output)")
            }
        }
    }

    /// Every way in which others unpack gives the directory that was packed.
    @Test func everybodyUnpacksWhatWasPacked() throws {
        let peers: [(name: String, package: String, arguments: [String])] = [
            ("unzip", "unzip", ["-q"]), ("bsdtar", "libarchive-tools", ["-xf"]), ("7z", "p7zip-full", ["x", "-bd"]),
            ("jar", "default-jdk-headless", ["xf"]), ("python3", "python3", ["-m", "zipfile", "-e"]),
        ]
        try Tool.withFixtures { directory in
            let build =
                "build --python \(Tool.python) --credential-config good.json --google-cloud-project my-project "
                + "--release 2.10.3 --plugins packed --output dist"
            let built = try Tool.run(build.split(separator: " ").map(String.init), in: directory)
            #expect(built.status == 0, "\(built.output)")
            try pack("packed --output plugins.zip", in: directory)
            for peer in peers {
                guard let program = self.peer(peer.name, package: peer.package) else { continue }
                for archive in ["plugins.zip", "dist/plugins.zip"] {
                    let unpacked = directory.appending(path: "unpacked")
                    try FileManager.default.createDirectory(at: unpacked, withIntermediateDirectories: true)
                    defer { try? FileManager.default.removeItem(at: unpacked) }
                    let into = peer.name == "python3" ? ["."] : []
                    let outcome = try Tool.run(
                        program, peer.arguments + [directory.appending(path: archive).path] + into, in: unpacked)
                    #expect(outcome.status == 0, "\(peer.name): \(outcome.output)\(outcome.errors)")
                    if archive != "plugins.zip" {
                        try FileManager.default.removeItem(at: unpacked.appending(path: "env_var_plugin.py"))
                    }
                    let difference = try Tool.run(
                        URL(filePath: "/usr/bin/diff"), ["-r", "packed", "unpacked"], in: directory)
                    #expect(difference.status == 0, "\(peer.name), \(archive): \(difference.output)")
                }
            }
        }
    }

    @Test func excludesKeepOut() throws {
        try Tool.withFixtures { directory in
            try pack("packed plugins --exclude operators/ --exclude *.md --output out.zip", in: directory)
            let list = try Tool.run(["inspect", "--list", "--output-format", "json", "out.zip"], in: directory).output
            let names = list.matches(of: /"name": "(.*)"/).map { String($0.1) }
            #expect(names == ["__init__.py", "bin/report.sh", "report_links.py"])
        }
    }

    /// A build twice into its own plugins directory: the second knows the first by what it is.
    @Test(arguments: ["plugins/dist", "plugins/../plugins/dist/", "link"])
    func anOutputInsideThePluginsIsNotPacked(output: String) throws {
        try Tool.withFixtures { directory in
            let plugins = directory.appending(path: "plugins")
            try FileManager.default.createSymbolicLink(
                at: directory.appending(path: "link"), withDestinationURL: plugins.appending(path: "dist"))
            for turn in 1...2 {
                let line =
                    "build --python \(Tool.python) --credential-config good.json --google-cloud-project my-project "
                    + "--release 2.10.3 --plugins plugins --output \(turn == 1 ? "plugins/dist" : output)"
                let outcome = try Tool.run(line.split(separator: " ").map(String.init), in: directory)
                #expect(outcome.status == 0, "\(outcome.output)")
                let list = try Tool.run(
                    ["inspect", "--list", "--output-format", "json", "plugins/dist"], in: directory
                ).output
                #expect(
                    list.matches(of: /"name": "(.*)"/).map { String($0.1) } == [
                        "env_var_plugin.py", "report_links.py",
                    ],
                    "build \(turn)")
            }
            #expect(
                try FileManager.default.contentsOfDirectory(atPath: plugins.path).sorted() == [
                    "dist", "report_links.py",
                ])
        }
    }

    @Test func verifyTakesTheOutputOfABuild() throws {
        try Tool.withFixtures { directory in
            let line =
                "build --python \(Tool.python) --credential-config good.json --google-cloud-project my-project "
                + "--release 2.10.3 --output dist"
            #expect(try Tool.run(line.split(separator: " ").map(String.init), in: directory).status == 0)
            let outcome = try Tool.run(
                ["verify", "--python", Tool.python, "--release", "2.10.3", "dist"], in: directory)
            #expect(outcome.status == 0, "\(outcome.output)")
            let same = try Tool.run(["diff", "dist", "dist/plugins.zip"], in: directory)
            #expect(same.status == 0 && same.output == "the same entries: 1 unchanged\n", "\(same.output)")
        }
    }

    /// The digest of a build's manifest, of `pack` and of `inspect` is what the documents say a shell finds.
    @Test func theContentDigestIsThatOfTheDocuments() throws {
        guard let unzip = peer("unzip", package: "unzip") else { return }
        try Tool.withFixtures { directory in
            try pack("packed --output packed.zip", in: directory)
            _ = try Tool.run(unzip, ["-q", "packed.zip", "-d", "unpacked"], in: directory)
            let document = try String(contentsOf: Tool.root.appending(path: "docs/archive-format.md"), encoding: .utf8)
            let script = document.split(separator: "\n").filter { $0.hasPrefix("    ") }.joined(separator: "\n")
            let found = try Tool.run(
                URL(filePath: "/bin/bash"), ["-euc", script], in: directory.appending(path: "unpacked"))
            let digest = found.output.prefix(64)
            #expect(digest.count == 64, "\(found.errors)")
            let shown = try Tool.run(["inspect", "packed.zip"], in: directory)
            #expect(shown.output.contains("content sha256 \(digest)\n"), "\(found.output)\(shown.output)")
        }
    }

    /// Python finds in the archive of a build all that its manifest says of it, the content digest too.
    @Test func theManifestTellsTheArchive() throws {
        try Tool.withFixtures { directory in
            let plugins = directory.appending(path: "plugins")
            // A warning in text, and in the manifest the name itself.
            try Data("shalom\n".utf8).write(to: plugins.appending(path: "notes\u{200F}.txt"))
            let script = plugins.appending(path: "run.sh")
            try Data("true\n".utf8).write(to: script)
            try FileManager.default.setAttributes([.posixPermissions: 0o775], ofItemAtPath: script.path)
            let line =
                "build --python \(Tool.python) --credential-config good.json --google-cloud-project my-project "
                + "--release 2.10.3 --plugins plugins --output dist"
            let outcome = try Tool.run(line.split(separator: " ").map(String.init), in: directory)
            try #require(outcome.status == 0, "\(outcome.output)")
            let files = ["plugins.zip", "manifest.json"].map { directory.appending(path: "dist/\($0)").path }
            let digest = try Tool.askPeer("content_digest.py", files, input: "")
            let shown = try Tool.run(["inspect", "dist"], in: directory).output
            #expect(shown.contains("content sha256 \(digest.joined())\n"))
        }
    }

    @Test(arguments: [["pack", "", "--output", "x.zip"], ["pack", "packed", "--output", ""]])
    func anEmptyPathIsAMistakeOfUsage(arguments: [String]) throws {
        try Tool.withFixtures { directory in
            let outcome = try Tool.run(arguments, in: directory)
            #expect(outcome.status == 64)
            #expect(outcome.errors.contains("empty"), "\(outcome.errors)")
        }
    }

    /// Above it, what is no archive is not told how large an archive should be.
    @Test func whatIsNoArchiveGetsNoAdviceForArchives() throws {
        try Tool.withFixtures { directory in
            let path = directory.appending(path: "large").path
            try #require(FileManager.default.createFile(atPath: path, contents: nil))
            try #require(truncate(path, 1 << 30) == 0)
            let outcome = try Tool.run(["inspect", "--output-format", "concise", "large"], in: directory)
            #expect(outcome.output == "large: error[A541] this is no zip archive\n")
        }
    }
}
