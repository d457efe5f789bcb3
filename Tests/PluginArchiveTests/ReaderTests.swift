import Diagnostics
import Glibc
import PluginArchive
import Testing

@Suite struct ReaderTests {
    let scratch = Scratch()

    @Test func limitsHoldBeforeAnythingIsInflated() throws {
        var limits = ReaderLimits()
        func codesFound() throws -> [String] {
            let reader = try ArchiveReader(bytes: ZipForge().bytes, name: "x", limits: limits)
            #expect(!reader.isSafeToInflate)
            #expect(throws: DiagnosedError.self) { try reader.contents(of: #require(reader.entries.first)) }
            #expect(try reader.checkContents(cancellation: CancellationSwitch()).hashes.allSatisfy { $0 == nil })
            return reader.findings.map(\.code.id)
        }
        limits.totalSize = 40
        #expect(try codesFound() == ["A553"])
        limits = ReaderLimits()
        limits.harmlessSize = 40
        limits.ratio = 1
        #expect(try ArchiveReader(bytes: ZipForge().bytes, name: "x", limits: limits).isSound)
        limits = ReaderLimits()
        limits.entries = 1
        #expect(try codesFound() == ["A553"])
    }

    /// Together they are more than an integer holds.
    @Test func entriesThatClaimTheImpossibleAreCounted() throws {
        var forge = ZipForge([])
        forge.entries = (0..<6).map { number in
            var entry = ZipForge.Entry("f\(number)", [1], stored: true)
            entry.both {
                ($0.size, $0.compressedSize, $0.version) = (.max, .max, 45)
                $0.extra = le(UInt16(1)) + le(UInt16(16)) + le(UInt64(Int.max / 4)) + le(UInt64(Int.max / 4))
            }
            return entry
        }
        let reader = try ArchiveReader(bytes: forge.bytes, name: "x")
        #expect(reader.entries.count == 6 && reader.contentSize == .max)
        #expect(reader.findings.contains { $0.code.id == "A553" })
        #expect(try reader.checkContents(cancellation: CancellationSwitch()).digest == nil)
    }

    @Test func unpacksToNewFilesOnly() throws {
        var limits = ReaderLimits()
        limits.contentSize = 8
        let reader = try ArchiveReader(bytes: ZipForge().bytes, name: "x", limits: limits)
        // Larger than what may be read at once.
        try reader.unpack(reader.entries[0], to: scratch.path("a.py"))
        #expect(scratch.read("a.py").starts(with: "print('a')".utf8))
        scratch.link("link", to: "a.py")
        for name in ["a.py", "link", "nowhere/b"] {
            #expect {
                try reader.unpack(reader.entries[1], to: scratch.path(name))
            } throws: {
                codes(of: $0) == ["I201"]
            }
        }
        var forge = ZipForge()
        forge.entries[0].both { $0.crc ^= 1 }
        let corrupt = try ArchiveReader(bytes: forge.bytes, name: "x")
        #expect { try corrupt.unpack(corrupt.entries[0], to: scratch.path("b")) } throws: { codes(of: $0) == ["A572"] }
    }

    @Test func progressIsToldWithinALargeEntryToo() throws {
        let forge = ZipForge([
            ZipForge.Entry("large", [UInt8](repeating: 0, count: 10 << 20), stored: true), ZipForge.Entry("small", [1]),
        ])
        let reader = try ArchiveReader(bytes: forge.bytes, name: "x")
        let told = Recorder<ArchiveProgress>()
        _ = try reader.checkContents(threads: 1, cancellation: CancellationSwitch()) { told.append($0) }
        #expect(told.values.map(\.bytesDone) == [4 << 20, 8 << 20, 10 << 20, (10 << 20) + 1])
        #expect(told.values.allSatisfy { $0.bytesPlanned == (10 << 20) + 1 })
        let cancellation = CancellationSwitch()
        #expect(throws: CancellationError.self) {
            try reader.checkContents(threads: 1, cancellation: cancellation) { _ in cancellation.turn() }
        }
        #expect(told.values.count == 4)
    }

    @Test(arguments: [
        ([], " but an empty file"), ([0x1F, 0x8B, 8, 0], " but gzip, as of a .tar.gz"),
        ([UInt8](repeating: 0, count: 257) + Array("ustar  ".utf8), " but a tar archive"),
        ([0x37, 0x7A, 0xBC, 0xAF, 0x27, 0x1C], " but a 7z archive"), (Array("import os".utf8), ""),
    ])
    func otherFilesAreCalledByTheirName(bytes: [UInt8], what: String) throws {
        let findings = try ArchiveReader(bytes: bytes, name: "x").findings
        #expect(findings.map(\.code.id) == ["A541"])
        #expect(findings.first?.message == "this is no zip archive\(what)")
    }

    @Test func aLargeDirectoryIsNotRead() throws {
        var limits = ReaderLimits()
        limits.directorySize = 50
        let reader = try ArchiveReader(bytes: ZipForge().bytes, name: "x", limits: limits)
        #expect(reader.findings.map(\.code.id) == ["A553"])
        #expect(reader.entries.isEmpty)
    }

    @Test func aContentInMemoryHasALimitOfItsOwn() throws {
        var limits = ReaderLimits()
        limits.contentSize = 8
        let reader = try ArchiveReader(bytes: ZipForge().bytes, name: "x", limits: limits)
        #expect(reader.isSound)
        #expect { try reader.contents(of: reader.entries[0]) } throws: { codes(of: $0) == ["A553"] }
        #expect(try reader.contents(of: reader.entries[1]) == [1, 2, 3, 4, 5, 6, 7, 8])
    }

    @Test func manyFindingsAreCounted() throws {
        var forge = ZipForge([])
        forge.entries = (0..<600).map { number in
            var entry = ZipForge.Entry("f\(number)", [1], stored: true)
            entry.attributes = 0o104000 << 16
            return entry
        }
        let findings = try ArchiveReader(bytes: forge.bytes, name: "x").findings
        #expect(findings.count == 1_001)
        #expect(findings.last?.code.id == "A555")
        #expect(findings.last?.message == "200 more findings are not shown")
    }

    /// The same of them are shown, whichever thread came first.
    @Test(arguments: [1, 4]) func manyBrokenContentsAreCounted(threads: Int) throws {
        var forge = ZipForge([])
        // Large enough together that several threads are worth it.
        let content = Noise.random(1_500)
        forge.entries = (0..<2_500).map { number in
            var entry = ZipForge.Entry("f\(number)", content, stored: true)
            if number > 0 { entry.both { $0.crc ^= 1 } }
            return entry
        }
        let reader = try ArchiveReader(bytes: forge.bytes, name: "x")
        let contents = try reader.checkContents(threads: threads, cancellation: CancellationSwitch())
        #expect(contents.findings.count == 1_001)
        #expect(contents.findings.first?.message.contains(" f1 ") == true)
        #expect(contents.findings.dropLast().last?.message.contains(" f1000 ") == true)
        #expect(contents.findings.last?.message == "1499 more findings are not shown")
        #expect(contents.digest == nil && contents.hashes.count { $0 != nil } == 1)
    }

    @Test func brokenEntriesDoNotStopOthers() throws {
        var forge = ZipForge()
        forge.entries[0].both { $0.method = 12 }
        let reader = try ArchiveReader(bytes: forge.bytes, name: "x")
        #expect { try reader.contents(of: reader.entries[0]) } throws: { codes(of: $0) == ["A566"] }
        #expect(try reader.contents(of: reader.entries[1]) == [1, 2, 3, 4, 5, 6, 7, 8])
        #expect { try reader.requireSound() } throws: { codes(of: $0) == ["A566"] }
    }

    @Test func entriesSayWhatAListingNeeds() throws {
        var forge = ZipForge()
        forge.entries[0].both {
            $0.time = 0x645C; $0.date = 0x285D
        }
        let entries = try ArchiveReader(bytes: forge.bytes, name: "x").entries
        #expect(entries[0].modified.description == "2000-02-29 12:34")
        #expect(entries[0].method == .deflated && entries[1].method == .stored)
        #expect(entries[1].mode == 0o644 && entries[1].size == 8)
    }

    @Test func filesAreReadLikeBytes() throws {
        let path = scratch.write("x.zip", ZipForge().bytes)
        let reader = try ArchiveReader(file: path)
        #expect(reader.isSound && reader.size == ZipForge().bytes.count)
        #expect(try reader.contents(of: reader.entries[1]) == [1, 2, 3, 4, 5, 6, 7, 8])
        truncate(path, 40)
        #expect { try reader.contents(of: reader.entries[1]) } throws: { codes(of: $0) == ["A511"] }
    }

    @Test func aFileThatBecomesShorterIsSaid() throws {
        let forge = ZipForge([ZipForge.Entry("a.bin", Noise.random(600_000), stored: true)])
        let path = scratch.write("x.zip", forge.bytes)
        let reader = try ArchiveReader(file: path)
        try #require(truncate(path, 300_000) == 0)
        #expect {
            try reader.checkContents(threads: 1, cancellation: CancellationSwitch())
        } throws: {
            codes(of: $0) == ["A511"]
        }
        #expect { try reader.contents(of: reader.entries[0]) } throws: { codes(of: $0) == ["A511"] }
    }

    /// Contents are read in pieces of 256 KiB.
    @Test func bytesAfterAStreamThatEndsWithItsPieceAreFound() throws {
        let content = Noise.random((256 << 10) - 4 * 5)
        var data: [UInt8] = []
        for start in stride(from: 0, to: content.count, by: 65_535) {
            let part = content[start..<min(start + 65_535, content.count)]
            let length = UInt16(part.count)
            data += [part.endIndex == content.count ? 1 : 0] + le(length) + le(~length) + part
        }
        try #require(data.count == 256 << 10)
        func findings(_ surplus: [UInt8]) throws -> [Diagnostic] {
            var entry = ZipForge.Entry("a", content)
            entry.data = data + surplus
            entry.both { $0.compressedSize = UInt32(data.count + surplus.count) }
            let reader = try ArchiveReader(bytes: ZipForge([entry]).bytes, name: "x")
            return try reader.checkContents(threads: 1, cancellation: CancellationSwitch()).findings
        }
        #expect(try findings([]).isEmpty)
        let found = try findings([0, 0])
        #expect(found.map(\.code.id) == ["A571"])
        #expect(found.first?.place == .archive(path: "x", entry: "a", offset: 31 + data.count))
    }

    @Test func whatIsNoFileIsSaid() throws {
        #expect { try ArchiveReader(file: scratch.path("none.zip")) } throws: { codes(of: $0) == ["I101"] }
        #expect { try ArchiveReader(file: scratch.path) } throws: { codes(of: $0) == ["I103"] }
        try #require(mkfifo(scratch.path("pipe"), 0o644) == 0)
        #expect { try ArchiveReader(file: scratch.path("pipe")) } throws: { codes(of: $0) == ["I103"] }
    }

    /// Cut off anywhere, with any one byte changed: a finding or a good archive, never a trap.
    @Test func noDamageTraps() throws {
        let bytes = ZipForge().bytes
        for count in bytes.indices {
            let reader = try ArchiveReader(bytes: Array(bytes[..<count]), name: "x")
            #expect(!reader.isSound)
        }
        // Only what says who made an archive, the attributes of entries, and the bits that fill the last byte of a stream
        // up, can be changed unseen.
        let records = bytes.indices.dropLast(4).filter { Array(bytes[$0..<($0 + 4)]) == [0x50, 0x4B, 1, 2] }
        let lastOfStream = 30 + 4 + Int(ZipForge().entries[0].central.compressedSize) - 1
        var unseen: Set<Int> = [lastOfStream]
        for record in records { unseen.formUnion([4, 5, 36, 37, 38, 39, 40, 41].map { record + $0 }) }
        for index in bytes.indices {
            for value in [0, 1, 0x7F, 0x80, 0xFF] as [UInt8] where bytes[index] != value {
                var damaged = bytes
                damaged[index] = value
                let reader = try ArchiveReader(bytes: damaged, name: "x")
                let contents = try reader.checkContents(threads: 1, cancellation: CancellationSwitch())
                let isSeen = !reader.findings.isEmpty || !contents.findings.isEmpty
                #expect(isSeen || unseen.contains(index), "byte \(index) set to \(value)")
            }
        }
    }
}
