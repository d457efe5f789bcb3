import Diagnostics
import PluginArchive
import Testing

@Suite struct DiffTests {
    private func archive(_ entries: [(String, String, Bool)], level: Int = 6) throws -> ArchiveReader {
        let sources = entries.map { name, text, executable in
            ArchiveSource.bytes(Array(text.utf8), name: EntryName(name), description: "", executable: executable)
        }
        let scratch = Scratch()
        var options = ArchiveWriter.Options()
        options.level = try #require(CompressionLevel(level))
        _ = try ArchiveWriter(ArchivePlan(sources), options: options)
            .write(toFile: scratch.path("x.zip"), cancellation: CancellationSwitch())
        return try ArchiveReader(bytes: scratch.read("x.zip"), name: "x.zip")
    }

    private let long = String(repeating: "line of text\n", count: 400)

    @Test func differencesAreSorted() async throws {
        let old = try archive([
            ("gone.py", "1", false), ("same.py", "1", false), ("content.py", "1", false), ("mode.sh", "1", false),
            ("both.sh", "1", false), ("long.py", long, false),
        ])
        let new = try archive(
            [
                ("new.py", "1", false), ("same.py", "1", false), ("content.py", "2", false), ("mode.sh", "1", true),
                ("both.sh", "2", true), ("long.py", long, false),
            ], level: 0)
        let diff = try await ArchiveDiff(old: old, new: new)
        #expect(diff.added.map(\.name.description) == ["new.py"])
        #expect(diff.removed.map(\.name.description) == ["gone.py"])
        #expect(diff.changed.map(\.name.description) == ["both.sh", "content.py", "mode.sh"])
        #expect(diff.changed.map(\.isContentChanged) == [true, true, false])
        #expect(diff.changed.map(\.isModeChanged) == [true, false, true])
        #expect(diff.recompressed.map(\.name.description) == ["long.py"])
        #expect(diff.unchangedCount == 1)
        #expect(!diff.isSameContent)
    }

    @Test func findingsTellWhatDiffers() async throws {
        let old = try archive([("gone.py", "1", false), ("content.py", "1", false), ("long.py", long, false)])
        let new = try archive([("content.py", "22", true), ("long.py", long, false), ("new.py", "1", false)], level: 0)
        let findings = try await ArchiveDiff(old: old, new: new).diagnostics
        #expect(findings.map(\.code.id) == ["A591", "A592", "A593", "A594"])
        #expect(findings.map(\.severity) == [.error, .error, .error, .note])
        #expect(
            findings[2].message
                == "content.py has changed: content, 1 became 2 bytes, mode 0644 became 0755")
    }

    @Test func manyFindingsAreCounted() async throws {
        let empty = try archive([("x", "", false)])
        let full = try archive([("x", "", false)] + (0..<1_200).map { ("f\($0)", "", false) })
        let findings = try await ArchiveDiff(old: empty, new: full).diagnostics
        #expect(findings.count == 1_001)
        #expect(findings.last?.message == "200 more findings are not shown")
    }

    @Test func anotherLevelIsTheSameContent() async throws {
        let diff = try await ArchiveDiff(
            old: archive([("a", long, false)], level: 1), new: archive([("a", long, false)], level: 9))
        #expect(diff.isSameContent && diff.recompressed.count == 1 && diff.unchangedCount == 0)
    }

    @Test func itselfIsUnchanged() async throws {
        let reader = try archive([("a", long, false), ("b", "", true)])
        let diff = try await ArchiveDiff(old: reader, new: reader)
        #expect(diff.isSameContent && diff.recompressed.isEmpty && diff.unchangedCount == 2)
    }

    @Test func brokenArchivesAreNotCompared() async throws {
        let good = try ArchiveReader(bytes: ZipForge().bytes, name: "good.zip")
        var forge = ZipForge()
        forge.entries[0].both { $0.crc ^= 1 }
        let corrupt = try ArchiveReader(bytes: forge.bytes, name: "bad.zip")
        await #expect { try await ArchiveDiff(old: good, new: corrupt) } throws: { codes(of: $0) == ["A572"] }
        let unsound = try ArchiveReader(bytes: [1], name: "none.zip")
        await #expect { try await ArchiveDiff(old: unsound, new: good) } throws: { codes(of: $0) == ["A541"] }
    }
}
