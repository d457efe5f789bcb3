import Foundation
import PluginArchive
import Testing

/// Everything that the writer makes is read back by everybody else's tools.
@Suite struct PeerTests {
    /// An archive of each kind that the writer can make, and the tree that it was made of.
    enum Sample: String, CaseIterable, Sendable {
        case ordinary, stored, zip64, blocks, single, names, empties, executables, fast, best, dated
    }

    @Test(arguments: Peer.all, Sample.allCases)
    func unpacksToTheSameTree(peer: Peer, sample: Sample) throws {
        guard let executable = peer.find() else { return }
        let scratch = Scratch()
        let tree = try make(sample, in: scratch)
        let result = run(
            executable, peer.unpack + [scratch.path("plugins.zip")], in: scratch.makeDirectory("unpacked"))
        #expect(result.status == 0, "\(result.output)")
        let unpacked = Self.tree(scratch.path("unpacked"))
        #expect(unpacked.keys.sorted() == tree.keys.sorted())
        for (name, file) in tree {
            #expect(unpacked[name]?.content == file.content, "\(name)")
            if peer.keepsModes { #expect(unpacked[name]?.mode == file.mode, "\(name)") }
        }
    }

    @Test(arguments: Sample.allCases)
    func unzipFindsNothingToComplainOf(sample: Sample) throws {
        guard let unzip = Peer.all[0].find() else { return }
        let scratch = Scratch()
        _ = try make(sample, in: scratch)
        let result = run(unzip, ["-t", scratch.path("plugins.zip")])
        #expect(result.status == 0)
        #expect(result.output.contains("No errors detected"))
    }

    /// Names, modes and sizes; entries without flags, in the order of their names' bytes, with the one time.
    @Test(arguments: Sample.allCases)
    func zipinfoShowsTheSameTree(sample: Sample) throws {
        guard let zipinfo = Peer.zipinfo.find() else { return }
        let scratch = Scratch()
        let tree = try make(sample, in: scratch)
        let result = run(zipinfo, ["-T", "--h", "--t", scratch.path("plugins.zip")])
        #expect(result.status == 0, "\(result.output)")
        let lines = result.output.split(separator: "\n").map {
            $0.split(separator: " ", maxSplits: 7, omittingEmptySubsequences: true).map(String.init)
        }
        let names = tree.keys.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
        let expected = names.compactMap { name in
            tree[name].map { file in
                let isExecutable = file.mode & 0o111 != 0
                return [
                    isExecutable ? "-rwxr-xr-x" : "-rw-r--r--", "unx", String(file.content.count),
                    sample == .dated ? "21071231.235958" : "19800101.000000", name,
                ]
            }
        }
        #expect(lines.map { [$0[0], $0[2], $0[3], $0[6], $0[7]] } == expected)
        // `b` for binary; `x` for an extra field, `l` for a data descriptor.
        let flags = sample == .zip64 ? ["b-", "bx"] : ["b-"]
        #expect(lines.allSatisfy { flags.contains($0[4]) && ["stor", "defN"].contains($0[5]) })
    }

    private struct File {
        let content: [UInt8]
        let mode: Int
    }

    private func make(_ sample: Sample, in scratch: Scratch) throws -> [String: File] {
        var options = ArchiveWriter.Options()
        var planned = ArchivePlan.Options()
        switch sample {
        case .ordinary:
            scratch.write("p/__init__.py", "")
            scratch.write("p/bin/run.sh", "#!/bin/sh\necho run", mode: 0o755)
            scratch.write("p/operators/größe.py", Noise.text(5_000))
            scratch.write("p/deep/er/and/deeper/x", [1])
            scratch.write("p/with space & $dollar.py", "x = 1\n")
        case .stored:
            scratch.write("p/a.py", Noise.text(5_000))
            scratch.write("p/b.bin", Noise.random(700_000))
            options.level = try #require(CompressionLevel(0))
        case .zip64:
            for number in 0..<5 { scratch.write("p/\(number).py", Noise.text(number * 400)) }
            options.limits = Zip64Limits(size: 1_000, count: 3)
        case .blocks:
            scratch.write("p/mixed.bin", Noise.text(600_000) + Noise.random(600_000) + Noise.text(9_000))
            scratch.write("p/random.bin", Noise.random(600_000))
            scratch.write("p/exact.bin", Noise.text(1 << 20))
        case .single:
            scratch.write("p/only.py", "pass\n")
        case .names:
            let long = String(repeating: "x", count: 251) + ".py"
            for name in [
                "-dash", "'quote'", "a;b", "a,b", "#", "%41", "~", "é", "e\u{301}x", "日本語/ファイル.py", "😀", "a b/c d/e f",
                ".hidden/.x", "dots..py", "..x/..y", long, "\(long.dropLast(3))/\(long)",
            ] { scratch.write("p/" + name, Array(name.utf8)) }
        case .empties:
            for name in ["a", "b/c", "z"] { scratch.write("p/" + name, "") }
        case .executables:
            scratch.write("p/a.py", Noise.text(3_000), mode: 0o755)
            scratch.write("p/b.sh", "echo", mode: 0o755)
            planned.mode = .fixed(0o755)
        case .fast, .best:
            scratch.write("p/a.py", Noise.text(900_000))
            scratch.write("p/b.bin", Noise.random(20_000))
            options.level = try #require(CompressionLevel(sample == .fast ? 1 : 9))
        case .dated:
            scratch.write("p/a.py", Noise.text(3_000))
            options.timestamp = try ArchiveTimestamp(sourceDateEpoch: "9999999999")
        }
        _ = try ArchiveWriter(ArchivePlan([.directory(scratch.path("p"))], options: planned), options: options)
            .write(toFile: scratch.path("plugins.zip"), cancellation: CancellationSwitch())
        return Self.tree(scratch.path("p"))
    }

    /// All regular files below a directory; `jar` and others may add nothing but directories.
    private static func tree(_ root: String) -> [String: File] {
        var files: [String: File] = [:]
        for case let name as String in FileManager.default.enumerator(atPath: root) ?? .init() {
            var status = stat()
            guard lstat(root + "/" + name, &status) == 0, status.st_mode & S_IFMT != S_IFDIR else { continue }
            let content = try? Data(contentsOf: URL(fileURLWithPath: root + "/" + name))
            files[name] = File(content: Array(content ?? Data()), mode: Int(status.st_mode))
        }
        return files
    }
}
