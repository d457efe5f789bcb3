import Crypto
import Diagnostics
import Foundation
import PluginArchive
import Testing

@Suite struct RoundTripTests {
    @Test func whatIsWrittenIsReadBack() async throws {
        let scratch = Scratch()
        scratch.write("plugins/operators/hello.py", String(repeating: "print('hello')\n", count: 300))
        scratch.write("plugins/bin/tool", [0x7F, 0x45], mode: 0o755)
        scratch.write("plugins/empty.txt", "")
        scratch.write("plugins/große.txt", "ß")
        let large = (0..<1_500_000).map { UInt8(truncatingIfNeeded: $0 &* 7 >> 3) }
        scratch.write("plugins/large.bin", large)
        let plan = try ArchivePlan([
            .directory(scratch.path("plugins")),
            .bytes(
                Array("# rendered\n".utf8), name: EntryName("env_var_plugin.py"), description: "the rendered plugin"),
        ])
        let summary = try await ArchiveWriter(plan).write(toFile: scratch.path("plugins.zip"))

        let archive = scratch.read("plugins.zip")
        #expect(summary.size == archive.count)
        #expect(summary.hash == ContentHash(of: archive))
        let reader = try ArchiveReader(file: scratch.path("plugins.zip"))
        #expect(reader.findings.isEmpty)
        #expect(
            reader.entries.map(\.name.description)
                == ["bin/tool", "empty.txt", "env_var_plugin.py", "große.txt", "large.bin", "operators/hello.py"])
        #expect(reader.entries.map(\.mode) == [0o755, 0o644, 0o644, 0o644, 0o644, 0o644])
        #expect(try reader.contents(of: reader.entries[4]) == large)
        let contents = try await reader.checkContents()
        #expect(contents.findings.isEmpty)
        #expect(contents.digest == summary.contentDigest)
        #expect(contents.hashes == summary.entries.map(\.hash))
        #expect(run("/usr/bin/unzip", ["-t", scratch.path("plugins.zip")]).status == 0)
        #expect(scratch.names == ["plugins", "plugins.zip"])
    }
}
