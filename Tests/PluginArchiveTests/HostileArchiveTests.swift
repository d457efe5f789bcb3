import Diagnostics
import PluginArchive
import Testing

/// An archive that is wrong in one way, and the codes that must be found in it: no more and no less.
struct HostileCase: CustomTestStringConvertible, Sendable {
    let testDescription: String
    let codes: [String]
    let bytes: [UInt8]

    init(_ description: String, _ codes: [String], _ change: (inout ZipForge) -> Void = { _ in }) {
        var forge = ZipForge()
        change(&forge)
        self.init(description, codes, bytes: forge.bytes)
    }

    init(_ description: String, _ codes: [String], bytes: [UInt8]) {
        testDescription = description
        self.codes = codes
        self.bytes = bytes
    }
}

@Suite struct HostileArchiveTests {
    @Test(arguments: EndRecordCases.all + RecordCases.all + NameCases.all + StreamCases.all)
    func findsWhatIsWrong(hostile: HostileCase) throws {
        let reader = try ArchiveReader(bytes: hostile.bytes, name: "hostile.zip")
        let contents = try reader.checkContents(threads: 1, cancellation: CancellationSwitch())
        let findings = reader.findings + contents.findings
        #expect(Set(findings.map(\.code.id)) == Set(hostile.codes), "\(findings.map(\.message))")
        let hasErrors = findings.contains { $0.severity == .error }
        #expect(reader.isSound == !reader.findings.contains { $0.severity == .error })
        #expect((contents.digest == nil) == hasErrors)
        for finding in findings {
            guard case .archive(let path, _, let offset) = finding.place else {
                Issue.record("no place in the archive: \(finding.message)")
                continue
            }
            #expect(path == "hostile.zip")
            #expect((0...hostile.bytes.count).contains(offset ?? 0))
        }
    }

    @Test func everyCodeOfTheReaderHasACase() {
        let tested = Set((EndRecordCases.all + RecordCases.all + NameCases.all + StreamCases.all).flatMap(\.codes))
        let ofTheReader = DiagnosticCode.all.map(\.id).filter { ("A541"..."A575").contains($0) }
        // Those of limits and of size have tests of their own.
        #expect(Set(ofTheReader).subtracting(tested) == ["A553", "A555"])
    }
}

/// Beginning, end and directory.
enum EndRecordCases {
    static let all: [HostileCase] = [
        HostileCase("a good archive", []),
        HostileCase("no entry", []) { $0.entries = [] },
        HostileCase("nothing", ["A541"], bytes: []),
        HostileCase("an end record cut off", ["A541"], bytes: ZipForge().bytes.dropLast()),
        HostileCase("no end record", ["A541"]) { $0.endSignature = 0 },
        HostileCase("a tarball", ["A541"], bytes: Array(repeating: 0x61, count: 10_240)),
        HostileCase("a comment that reaches past the end", ["A541"]) { $0.commentLength = 9 },
        HostileCase("an end record in the comment", ["A542"]) { $0.comment = ZipForge([]).bytes },
        HostileCase("an end record in the comment, with a comment of its own", ["A542"]) {
            var inner = ZipForge([])
            inner.comment = [1, 2, 3]
            $0.comment = [9, 9] + inner.bytes
        },
        HostileCase("the start of an end record in the comment", ["A542"]) {
            $0.comment = le(UInt32(0x0605_4B50)) + [UInt8](repeating: 1, count: 18) + [0]
        },
        HostileCase("an end record in an entry, whose comment is the rest", ["A542"]) {
            let inner = le(UInt32(0x0605_4B50)) + [UInt8](repeating: 0, count: 16)
            var entry = ZipForge.Entry("c.bin", inner + [0, 0], stored: true)
            $0.entries = [entry]
            let start = 30 + 5 + 20
            entry = ZipForge.Entry("c.bin", inner + le(UInt16($0.bytes.count - start - 2)), stored: true)
            $0.entries = [entry]
        },
        HostileCase("an archive in an entry", []) {
            $0.entries.append(ZipForge.Entry("inner.whl", ZipForge().bytes, stored: true))
        },
        HostileCase("one byte behind the end", ["A543"]) { $0.trailing = [0] },
        HostileCase("a comment", ["A552"]) { $0.comment = Array("built by hand".utf8) },
        HostileCase("a launcher before it, counted", ["A544"]) { $0.prefix = Array("#!/bin/sh\n".utf8) },
        HostileCase("a launcher before it, not counted", ["A547"]) {
            $0.prefix = Array("#!/bin/sh\n".utf8)
            $0.countsPrefix = false
        },
        HostileCase("nothing but bytes before the directory", ["A544"]) {
            $0.entries = []
            $0.gap = [1, 2, 3]
        },
        HostileCase("a gap between entries", ["A545"]) { $0.entries[1].gap = [0, 0, 0] },
        HostileCase("a gap before the directory", ["A545"]) { $0.gap = [0] },
        HostileCase("a gap behind the directory", ["A547"]) { $0.beforeEnd = [0, 0] },
        HostileCase("a directory outside", ["A547"]) { $0.directoryOffset = 100_000 },
        HostileCase("a directory that is too large", ["A547"]) { $0.directorySize = 100_000 },
        HostileCase("a directory cut short", ["A547"]) { $0.directorySize = 20 },
        HostileCase("a wrong signature in the directory", ["A548"]) { $0.entries[1].centralSignature = 0 },
        HostileCase("one entry too few in the count", ["A549"]) { $0.count = 1 },
        HostileCase("one entry too many in the count", ["A549"]) { $0.count = 3 },
        HostileCase("a second disk", ["A550"]) { $0.disk = 1 },
        HostileCase("an entry on a second disk", ["A550"]) { $0.entries[0].disk = 1 },
        HostileCase("a reference to zip64 without any", ["A551"]) { $0.directoryOffset = .max },
        HostileCase("a zip64 locator that points outside", ["A551"]) { $0.beforeEnd = Zip64.locator(100_000) },
        HostileCase("a zip64 locator that points to an entry", ["A551"]) {
            $0.beforeEnd = [UInt8](repeating: 7, count: 56) + Zip64.locator(0)
        },
        HostileCase("zip64 without need", ["A551"]) { Zip64.add(to: &$0) },
        HostileCase("zip64 that is right", []) {
            Zip64.add(to: &$0)
            $0.count = .max
            $0.directoryOffset = .max
            $0.directorySize = .max
        },
        HostileCase("zip64 that disagrees", ["A551"]) {
            Zip64.add(to: &$0)
            $0.count = 7
        },
        HostileCase("zip64 with another length", ["A551"]) {
            Zip64.add(to: &$0)
            $0.beforeEnd[4] = 45
        },
        HostileCase("zip64 on two disks", ["A550"]) {
            Zip64.add(to: &$0)
            $0.directoryOffset = .max
            $0.beforeEnd[16] = 1
        },
    ]

    /// The records of zip64 before the end record.
    enum Zip64 {
        static func locator(_ offset: Int) -> [UInt8] {
            le(UInt32(0x0706_4B50)) + le(UInt32(0)) + le(UInt64(offset)) + le(UInt32(1))
        }

        static func add(to forge: inout ZipForge) {
            let plain = forge.bytes
            let end = plain.count - 22
            let offset = plain[(end + 16)..<(end + 20)].reversed().reduce(0) { $0 << 8 | Int($1) }
            let record =
                le(UInt32(0x0606_4B50)) + le(UInt64(44)) + le(UInt16(0x032D)) + le(UInt16(45)) + le(UInt64(0))
                + le(UInt64(forge.entries.count)) + le(UInt64(forge.entries.count)) + le(UInt64(end - offset))
                + le(UInt64(offset))
            forge.beforeEnd = record + locator(end)
        }
    }
}

/// Local and central records.
enum RecordCases {
    static let all: [HostileCase] = [
        HostileCase("two entries of one record", ["A546", "A545", "A562"]) {
            $0.entries[1] = $0.entries[0]
            $0.entries[1].central.name = Array("b.py".utf8)
            $0.entries[1].local.name = Array("b.py".utf8)
            $0.entries[1].offset = 0
        },
        HostileCase("an entry that reaches into the directory", ["A546"]) {
            $0.entries[1].both {
                $0.compressedSize = 30; $0.size = 30
            }
        },
        HostileCase("an entry that reaches into the next", ["A546"]) {
            $0.entries[0].both { $0.compressedSize += 4 }
        },
        HostileCase("an offset into nothing", ["A561"]) { $0.entries[1].offset = 3 },
        HostileCase("an offset outside", ["A561"]) { $0.entries[1].offset = 1_000_000 },
        HostileCase("a wrong signature of a local header", ["A561"]) { $0.entries[0].localSignature = 1 },
        HostileCase("another name in the local header", ["A562"]) { $0.entries[0].local.name = Array("x.py".utf8) },
        HostileCase("another checksum in the local header", ["A562"]) { $0.entries[0].local.crc ^= 1 },
        HostileCase("another size in the local header", ["A562"]) { $0.entries[0].local.size += 1 },
        HostileCase("another compressed size in the local header", ["A562"]) {
            $0.entries[0].local.compressedSize += 1
        },
        HostileCase("another method in the local header", ["A562"]) { $0.entries[0].local.method = 0 },
        HostileCase("other flags in the local header", ["A562"]) { $0.entries[0].local.flags = 0x0800 },
        HostileCase("another time in the local header", ["A562"]) { $0.entries[0].local.time = 1 },
        HostileCase("another version in the local header", ["A562"]) { $0.entries[0].local.version = 10 },
        HostileCase("half an extra block", ["A563"]) { $0.entries[0].central.extra = [1, 2, 9] },
        HostileCase("an extra block that is too long", ["A563"]) { $0.entries[0].local.extra = [1, 2, 9, 0, 0] },
        HostileCase("an extra block of times", []) { $0.entries[0].both { $0.extra = [0x55, 0x54, 1, 0, 0] } },
        HostileCase("a size in a zip64 block that is not there", ["A564"]) { $0.entries[0].central.size = .max },
        HostileCase("a size in a local zip64 block that is not there", ["A564"]) { $0.entries[0].local.size = .max },
        HostileCase("an extra block longer than most", []) {
            $0.entries[0].local.extra = le(UInt16(0x5455)) + le(UInt16(200)) + [UInt8](repeating: 0, count: 200)
        },
        HostileCase("two zip64 blocks", ["A564"]) {
            let block = le(UInt16(1)) + le(UInt16(8)) + le(UInt64($0.entries[0].central.size))
            $0.entries[0].central.extra = block + block
            $0.entries[0].central.size = .max
        },
        HostileCase("a zip64 block that is too short", ["A564"]) {
            $0.entries[0].central.extra = le(UInt16(1)) + le(UInt16(4)) + le($0.entries[0].central.size)
            $0.entries[0].central.size = .max
        },
        HostileCase("a zip64 block in the right place", []) {
            let size = $0.entries[0].central.size
            let compressed = $0.entries[0].central.compressedSize
            $0.entries[0].central.extra = le(UInt16(1)) + le(UInt16(8)) + le(UInt64(size))
            $0.entries[0].local.extra = le(UInt16(1)) + le(UInt16(16)) + le(UInt64(size)) + le(UInt64(compressed))
            $0.entries[0].central.size = .max
            $0.entries[0].local.size = .max
            $0.entries[0].local.compressedSize = .max
        },
        HostileCase("a zip64 block without need", ["A564"]) {
            $0.entries[0].central.extra = le(UInt16(1)) + le(UInt16(8)) + le(UInt64(3))
        },
        HostileCase("a size beyond all files in a zip64 block", ["A570"]) {
            $0.entries[0].central.extra = le(UInt16(1)) + le(UInt16(8)) + le(UInt64.max)
            $0.entries[0].central.size = .max
        },
        HostileCase("an unknown method", ["A566"]) { $0.entries[0].both { $0.method = 12 } },
        HostileCase("an encrypted entry", ["A567"]) { $0.entries[0].both { $0.flags = 1 } },
        HostileCase("an encrypted entry that is stored", ["A567"]) {
            // With the twelve bytes that encryption puts before the data.
            $0.entries[1].both {
                $0.flags = 1
                $0.compressedSize += 12
            }
            $0.entries[1].data += [UInt8](repeating: 7, count: 12)
        },
        HostileCase("a masked header", ["A567"]) { $0.entries[0].both { $0.flags = 1 << 13 } },
        HostileCase("patched data", ["A568"]) { $0.entries[0].both { $0.flags = 1 << 5 } },
        HostileCase("hints of deflate", []) { $0.entries[0].both { $0.flags = 6 } },
        HostileCase("a descriptor without signature", []) { describe(&$0, signature: false, wide: false) },
        HostileCase("a descriptor with signature", []) { describe(&$0, signature: true, wide: false) },
        HostileCase("a wide descriptor without signature", []) { describe(&$0, signature: false, wide: true) },
        HostileCase("a wide descriptor with signature", []) { describe(&$0, signature: true, wide: true) },
        HostileCase("a descriptor with another checksum", ["A569"]) {
            describe(&$0, signature: true, wide: false)
            $0.entries[0].descriptor[4] ^= 1
        },
        HostileCase("no descriptor where there should be one", ["A569"]) {
            describe(&$0, signature: true, wide: false)
            $0.entries[0].descriptor = []
        },
        HostileCase("a stored entry whose size is told after it", ["A569"]) {
            describe(&$0, 1, signature: true, wide: false)
        },
        HostileCase("a stored entry of nothing whose size is told after it", []) {
            $0.entries[1] = ZipForge.Entry("empty", [], stored: true)
            describe(&$0, 1, signature: true, wide: false)
        },
        HostileCase("a stored entry whose size is told before and after it", []) {
            describe(&$0, 1, signature: true, wide: false)
            $0.entries[1].local.size = 8
            $0.entries[1].local.compressedSize = 8
        },
        HostileCase("stored with two sizes", ["A570"]) { $0.entries[1].both { $0.size = 9 } },
        HostileCase("a version that unpackers do not have", ["A566"]) { $0.entries[0].both { $0.version = 46 } },
        HostileCase("a version in the directory that unpackers do not have", ["A562", "A566"]) {
            $0.entries[0].central.version = 255
        },
        HostileCase("the version of zip64", []) { $0.entries[0].both { $0.version = 45 } },
        HostileCase("a version and the system it was made on", []) { $0.entries[0].both { $0.version = 0x0314 } },
        HostileCase("a symbolic link", ["A573"]) { $0.entries[0].attributes = 0o120777 << 16 },
        HostileCase("a device", ["A573"]) { $0.entries[0].attributes = 0o060644 << 16 },
        HostileCase("a directory by its mode", ["A574"]) { $0.entries[0].attributes = 0o040755 << 16 },
        HostileCase("a directory by its name", ["A574", "A575"]) {
            $0.entries = [ZipForge.Entry("d/", [], stored: true)]
        },
        HostileCase("a directory with content", ["A574"]) {
            $0.entries = [ZipForge.Entry("d/", [1], stored: true)]
            $0.entries[0].attributes = 0o040755 << 16
        },
        HostileCase("a directory", []) {
            $0.entries.append(ZipForge.Entry("d/", [], stored: true))
            $0.entries[2].attributes = 0o040755 << 16 | 0x10
        },
        HostileCase("a mode without any permission", ["A575"]) { $0.entries[0].attributes = 0o100000 << 16 },
        HostileCase("a set-user bit", ["A575"]) { $0.entries[0].attributes = 0o104755 << 16 },
        HostileCase("made by MS-DOS", []) {
            $0.entries[0].madeBy = 20
            $0.entries[0].attributes = 0x20
        },
    ]

    private static func describe(_ forge: inout ZipForge, _ index: Int = 0, signature: Bool, wide: Bool) {
        let central = forge.entries[index].central
        forge.entries[index].both { $0.flags = 8 }
        forge.entries[index].local.crc = 0
        forge.entries[index].local.size = 0
        forge.entries[index].local.compressedSize = 0
        let sizes =
            wide
            ? le(UInt64(central.compressedSize)) + le(UInt64(central.size))
            : le(central.compressedSize) + le(central.size)
        forge.entries[index].descriptor = (signature ? le(UInt32(0x0807_4B50)) : []) + le(central.crc) + sizes
    }
}

/// Names.
enum NameCases {
    static let all: [HostileCase] = [
        named("/etc/passwd", ["A521"]),
        named("C:/x.py", ["A521"]),
        named("../x.py", ["A522"]),
        named("lib/../../x.py", ["A522"]),
        named("./x.py", ["A522"]),
        named("lib//x.py", ["A522"]),
        named("", ["A522"]),
        named("//", ["A521", "A522", "A574", "A575"]),
        named("lib\\x.py", ["A523"]),
        named("x\u{0}.py", ["A524"]),
        named("x\u{1B}[2J.py", ["A524"]),
        named("x\u{9B}2J.py", ["A524"]),
        named(String(repeating: "n", count: 256), ["A526"]),
        named(String(repeating: "n/", count: 2_047) + "n", []),
        named(String(repeating: "n/", count: 2_048) + "n", ["A526"]),
        named("x\u{202E}yp.py", ["A527"]),
        named("nul.py", ["A528"]),
        named("lib/COM1", ["A528"]),
        named("console.py", []),
        named("größe.py", []),
        HostileCase("Latin-1 with the flag for UTF-8", ["A525"]) {
            $0.entries[0].both {
                $0.name = [0x78, 0xE9]; $0.flags = 0x0800
            }
        },
        HostileCase("UTF-8 without the flag", ["A525"]) {
            $0.entries[0].both {
                $0.name = Array("é".utf8); $0.flags = 0
            }
        },
        HostileCase("the same name twice", ["A501"]) { $0.entries[1].both { $0.name = Array("a.py".utf8) } },
        HostileCase("a file that is a directory", ["A502"]) {
            $0.entries[1].both { $0.name = Array("a.py/b.bin".utf8) }
        },
        HostileCase("a directory that is a file", ["A502"]) {
            $0.entries = [
                ZipForge.Entry("lib-1", []), ZipForge.Entry("lib/", [], stored: true), ZipForge.Entry("lib", []),
            ]
            $0.entries[1].attributes = 0o040755 << 16
        },
        HostileCase("names that differ in case", ["A503"]) { $0.entries[1].both { $0.name = Array("A.py".utf8) } },
        HostileCase("names that differ in normalization", ["A504"]) {
            $0.entries[0].both {
                $0.name = Array("e\u{301}.py".utf8); $0.flags = 0x0800
            }
            $0.entries[1].both {
                $0.name = Array("\u{E9}.py".utf8); $0.flags = 0x0800
            }
        },
        HostileCase("another name in a Unicode block", ["A565"]) {
            $0.entries[0].central.extra = le(UInt16(0x7075)) + le(UInt16(9)) + [1, 0, 0, 0, 0] + Array("b.py".utf8)
        },
        HostileCase("another name in a local Unicode block", ["A565"]) {
            $0.entries[0].local.extra = le(UInt16(0x7075)) + le(UInt16(9)) + [1, 0, 0, 0, 0] + Array("b.py".utf8)
        },
        HostileCase("the same name in a Unicode block", []) {
            $0.entries[0].central.extra = le(UInt16(0x7075)) + le(UInt16(9)) + [1, 0, 0, 0, 0] + Array("a.py".utf8)
        },
    ]

    private static func named(_ name: String, _ codes: [String]) -> HostileCase {
        HostileCase("the name \(EntryName(name))", codes) { forge in
            forge.entries[0].both {
                $0.name = Array(name.utf8)
                $0.flags = name.utf8.contains { $0 >= 0x80 } ? 0x0800 : 0
            }
        }
    }
}

/// Compressed data.
enum StreamCases {
    static let all: [HostileCase] = [
        HostileCase("a corrupt stream", ["A571"]) { $0.entries[0].data[0] = 0xFF },
        HostileCase("a stream cut off", ["A571"]) {
            $0.entries[0].data.removeLast(2)
            $0.entries[0].both { $0.compressedSize -= 2 }
        },
        HostileCase("bytes behind a stream", ["A571"]) {
            $0.entries[0].data += [0, 0]
            $0.entries[0].both { $0.compressedSize += 2 }
        },
        HostileCase("a stream that makes less", ["A571"]) { $0.entries[0].both { $0.size += 1 } },
        HostileCase("a stream that makes more", ["A571"]) { $0.entries[0].both { $0.size -= 1 } },
        HostileCase("no stream at all", ["A571"]) {
            $0.entries[0].data = []
            $0.entries[0].both {
                $0.compressedSize = 0; $0.size = 0
            }
        },
        HostileCase("a wrong checksum", ["A572"]) { $0.entries[0].both { $0.crc ^= 1 } },
        HostileCase("a wrong checksum of stored bytes", ["A572"]) { $0.entries[1].both { $0.crc ^= 1 } },
        HostileCase("more than deflate can make", ["A554"]) { $0.entries[0].both { $0.size = 1_000_000 } },
        HostileCase("a bomb", ["A554"], bytes: bomb),
    ]

    /// 600 MiB out of 600 KiB, as far as the headers go.
    private static var bomb: [UInt8] {
        var forge = ZipForge([])
        for number in 0..<10 {
            var entry = ZipForge.Entry("zeros\(number)", [])
            entry.data = [UInt8](repeating: 0, count: 61_000)
            entry.both {
                $0.size = 60 << 20
                $0.compressedSize = 61_000
            }
            forge.entries.append(entry)
        }
        return forge.bytes
    }
}
