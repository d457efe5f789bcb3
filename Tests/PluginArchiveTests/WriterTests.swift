import CZlib
import Diagnostics
import Glibc
import PluginArchive
import Testing

@Suite struct WriterTests {
    let scratch = Scratch()

    private func write(
        _ sources: [ArchiveSource], level: Int = 6, threads: Int = 2,
        _ change: (inout ArchiveWriter.Options) -> Void = { _ in }
    ) throws -> (summary: ArchiveSummary, bytes: [UInt8]) {
        var options = ArchiveWriter.Options()
        options.level = try #require(CompressionLevel(level))
        options.threads = threads
        change(&options)
        let summary = try ArchiveWriter(ArchivePlan(sources), options: options)
            .write(toFile: scratch.path("out.zip"), cancellation: CancellationSwitch())
        return (summary, scratch.read("out.zip"))
    }

    private func bytes(_ name: String, _ content: [UInt8]) -> ArchiveSource {
        .bytes(content, name: EntryName(name), description: "test bytes")
    }

    /// What `inspect` refuses is not written, and what was there stays.
    @Test func whatAReaderWouldRefuseIsNotMade() throws {
        let zeros = bytes("sparse.db", [UInt8](repeating: 0, count: 1 << 20))
        let before = try write([bytes("a", [1])]).bytes
        var limits = ReaderLimits()
        limits.harmlessSize = 1 << 20
        _ = try write([zeros]) { $0.readerLimits = limits }
        _ = try write([bytes("a", [1])])
        limits.harmlessSize -= 1
        let ratio = #expect(throws: DiagnosedError.self) { try write([zeros]) { $0.readerLimits = limits } }
        #expect(ratio?.diagnostics.map(\.code.id) == ["A554"])
        #expect(
            ratio?.diagnostics.first?.help == "leave out or compress what is that large: sparse.db is 1048576 bytes")
        limits.totalSize = 1 << 19
        let size = #expect(throws: DiagnosedError.self) { try write([zeros]) { $0.readerLimits = limits } }
        #expect(size?.diagnostics.map(\.code.id) == ["A553"])
        #expect(scratch.read("out.zip") == before)
    }

    /// Before a byte of it is read.
    @Test func whatIsTooLargeIsNotBegun() throws {
        let path = scratch.write("sparse.db", [])
        try #require(truncate(path, 65 << 30) == 0)
        let told = Recorder<ArchiveProgress>()
        let writer = try ArchiveWriter(ArchivePlan([.file(path)])) { told.append($0) }
        #expect {
            try writer.write(toFile: scratch.path("out.zip"), cancellation: CancellationSwitch())
        } throws: {
            codes(of: $0) == ["A553"]
        }
        #expect(told.values.isEmpty)
        #expect(scratch.names == ["sparse.db"])
    }

    /// The specification, byte by byte.
    @Test func everyByteIsTheSpecifiedOne() throws {
        let text = Array(String(repeating: "plugin\n", count: 20).utf8)
        let packed = deflated(text)
        let result = try write([
            bytes("b", [1, 2, 3]), bytes("é", text),
            .bytes([], name: EntryName("a/x"), description: "a script", executable: true),
        ])
        var expected: [UInt8] = []
        var directory: [UInt8] = []
        let entries: [(name: String, method: UInt16, data: [UInt8], content: [UInt8], mode: UInt32)] = [
            ("a/x", 0, [], [], 0o755), ("b", 0, [1, 2, 3], [1, 2, 3], 0o644), ("é", 8, packed, text, 0o644),
        ]
        for entry in entries {
            let name = Array(entry.name.utf8)
            var common =
                le(UInt16(entry.method == 8 ? 20 : 10)) + le(UInt16(name.count > 1 && name[0] > 0x7F ? 0x0800 : 0))
            common += le(entry.method) + [0x00, 0x00, 0x21, 0x00]
            common += le(UInt32(CZlib.crc32(0, entry.content, UInt32(entry.content.count))))
            common += le(UInt32(entry.data.count)) + le(UInt32(entry.content.count)) + le(UInt16(name.count)) + [0, 0]
            directory += [0x50, 0x4B, 1, 2, 20, 3] + common + [0, 0, 0, 0, 0, 0]
            directory += le((0o100000 | entry.mode) << 16) + le(UInt32(expected.count)) + name
            expected += [0x50, 0x4B, 3, 4] + common + name + entry.data
        }
        let end: [UInt8] =
            [0x50, 0x4B, 5, 6, 0, 0, 0, 0, 3, 0, 3, 0] + le(UInt32(directory.count)) + le(UInt32(expected.count)) + [
                0, 0,
            ]
        #expect(result.bytes == expected + directory + end)
        #expect(result.summary.entries.map(\.method) == [.stored, .stored, .deflated])
        #expect(result.summary.entries.map(\.origin) == ["a script", "test bytes", "test bytes"])
    }

    /// Several blocks, some that deflate and some that do not, in memory and in files.
    @Test(arguments: [0, 1, 6, 9])
    func bytesDoNotDependOnThreads(level: Int) throws {
        let mixed = Noise.text(600_000) + Noise.random(600_000) + Noise.text(10_000)
        scratch.write("p/mixed.bin", mixed)
        scratch.write("p/random.bin", Noise.random(600_000))
        for number in 0..<20 { scratch.write("p/small/\(number).py", Noise.text(number * 999)) }
        let sources: [ArchiveSource] = [.directory(scratch.path("p")), bytes("memory.bin", mixed)]
        let first = try write(sources, level: level, threads: 1)
        for threads in [2, 3, 8] {
            let other = try write(sources, level: level, threads: threads)
            #expect(other.bytes == first.bytes, "\(threads) threads")
            #expect(other.summary == first.summary)
        }
        let reader = try ArchiveReader(file: scratch.path("out.zip"))
        #expect(reader.findings.isEmpty)
        for entry in reader.entries where entry.name.bytes.starts(with: "m".utf8) {
            #expect(try reader.contents(of: entry) == mixed)
        }
        let random = try #require(first.summary.entries.first { $0.name.description == "random.bin" })
        #expect(random.method == .stored && random.compressedSize == random.size)
        #expect(first.summary.hash == ContentHash(of: first.bytes))
        #expect(first.summary.size == first.bytes.count)
        #expect(first.summary.entries.first { $0.name.description == "memory.bin" }?.hash == ContentHash(of: mixed))
    }

    /// The last entry shrinks when it is stored after all; nothing of what was there before may be left.
    @Test func nothingIsLeftBehindTheEnd() throws {
        let result = try write([bytes("z", Noise.random(600_000))])
        #expect(result.summary.size == result.bytes.count)
        #expect(try ArchiveReader(bytes: result.bytes, name: "z.zip").findings.isEmpty)
    }

    @Test func theTimestampIsEveryEntrys() throws {
        let stamp = try ArchiveTimestamp(sourceDateEpoch: "951827696")
        let result = try write([bytes("a", [1]), bytes("b", [2])]) { $0.timestamp = stamp }
        let entries = try ArchiveReader(bytes: result.bytes, name: "x").entries
        #expect(entries.map(\.modified.description) == ["2000-02-29 12:34", "2000-02-29 12:34"])
        #expect(entries.map(\.modified.second) == [56, 56])
    }

    @Test func zip64IsWrittenWhenNeededOnly() throws {
        let sources = [bytes("a", Noise.text(90)), bytes("b", Noise.text(500)), bytes("c", [1])]
        let plain = try write(sources)
        let limits: [(Zip64Limits, needs: Bool)] = [
            (Zip64Limits(size: 501, count: 4), false), (Zip64Limits(size: 500, count: 4), true),
            (Zip64Limits(size: 501, count: 3), true), (Zip64Limits(size: 60, count: 2), true),
            (Zip64Limits(size: 0, count: 0), true),
        ]
        for (limit, needs) in limits {
            let result = try write(sources) { $0.limits = limit }
            #expect((result.bytes.count > plain.bytes.count) == needs)
            let reader = try ArchiveReader(bytes: result.bytes, name: "x")
            #expect(reader.findings.allSatisfy { $0.code.id == "A551" && $0.severity == .warning })
            #expect(try reader.contents(of: reader.entries[1]) == Noise.text(500))
            let contents = try reader.checkContents(cancellation: CancellationSwitch())
            #expect(contents.digest == plain.summary.contentDigest)
            let peer = run("/usr/bin/python3", ["-m", "zipfile", "-t", scratch.path("out.zip")])
            #expect(peer.status == 0 && peer.output == "Done testing\n", "\(peer.output)")
        }
    }

    @Test func progressGrowsToTheWhole() throws {
        let seen = Recorder<ArchiveProgress>()
        scratch.write("p/a", Noise.text(1_500_000))
        scratch.write("p/b", Noise.text(10))
        _ = try ArchiveWriter(ArchivePlan([.directory(scratch.path("p"))])) { seen.append($0) }
            .write(toFile: scratch.path("out.zip"), cancellation: CancellationSwitch())
        #expect(seen.values.map(\.bytesDone) == [524_288, 1_048_576, 1_500_000, 1_500_010])
        #expect(seen.values.allSatisfy { $0.bytesPlanned == 1_500_010 })
        #expect(seen.values.last?.fraction == 1)
    }

    @Test func aDescriptorOfTheCallersIsEnough() async throws {
        let plan = try ArchivePlan([bytes("a", Noise.text(1_000_000))])
        let path = scratch.write("staged.zip", "")
        let descriptor = open(path, O_RDWR)
        defer { close(descriptor) }
        let summary = try await ArchiveWriter(plan).write(to: descriptor, named: path)
        #expect(summary.hash == ContentHash(of: scratch.read("staged.zip")))
    }
}
