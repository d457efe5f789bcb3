import Foundation

/// What `pack`, `inspect` and `diff` say.
enum ArchiveGoldens {
    /// Stored, so that zlib has no say in the bytes.
    private static let packOld = "pack packed --level 0 --output old.zip"
    private static let formats = ["text", "concise", "json", "sarif", "junit", "github"]

    static let all: [Golden] =
        formats.map { format in
            Golden("pack-\(format)", "pack packed --level 0 --exclude *.md --output out.zip --output-format \(format)")
        }
        + formats.map { format in
            Golden(
                "inspect-\(format)", "inspect --list wrong.zip --output-format \(format)",
                before: ["pack nested --level 0 --output wrong.zip"], prepare: damage("wrong.zip"))
        }
        + formats.map { format in
            Golden(
                "diff-\(format)", "diff old.zip new.zip --output-format \(format)", before: [packOld], prepare: change)
        }
        + [
            Golden("pack-missing", "pack nowhere packed gone.jar --output out.zip"),
            Golden("pack-level", "pack packed --level 11 --output out.zip"),
            Golden("pack-mode", "pack packed --mode 0777 --output out.zip"),
            Golden("pack-threads", "pack packed --threads 0 --output out.zip"),
            Golden("pack-without-output", "pack packed"),
            Golden("pack-to-directory", "pack packed --output nested"),
            Golden("pack-to-nowhere", "pack packed --output nowhere/out.zip"),
            Golden("pack-itself", "pack packed good.json --output good.json"),
            Golden("pack-twice", "pack packed packed/__init__.py --output out.zip"),
            Golden("pack-excludes", "pack packed --exclude [a --exclude b\\\\ --exclude c//d --output out.zip"),
            Golden("pack-strict", "pack nested --strict --output out.zip"),

            Golden("inspect-good", "inspect old.zip", before: [packOld]),
            Golden("inspect-missing", "inspect nowhere.zip"),
            Golden("inspect-directory", "inspect packed"),
            Golden("inspect-tarball", "inspect plugins.tar.gz") { directory in
                try Data([0x1F, 0x8B, 8, 0, 0, 0, 0, 0]).write(to: directory.appending(path: "plugins.tar.gz"))
            },
            Golden("inspect-empty", "inspect empty.zip") { try Data().write(to: $0.appending(path: "empty.zip")) },
            Golden("inspect-cut", "inspect old.zip", before: [packOld]) { directory in
                try edit(directory.appending(path: "old.zip")) { $0.removeLast(100) }
            },

            Golden("diff-same", "diff old.zip new.zip", before: [packOld, "pack packed --level 0 --output new.zip"]),
            Golden("diff-repacked", "diff old.zip new.zip", before: ["pack raises.py --level 0 --output old.zip"]) {
                // The same content as one stored block of deflate, so with five bytes more.
                try edit($0.appending(path: "old.zip"), into: $0.appending(path: "new.zip"), deflatedAsStored)
            },
            Golden("diff-missing", "diff old.zip nowhere.zip", before: [packOld]),
            Golden("diff-unsound", "diff old.zip wrong.zip", before: [packOld]) {
                try edit($0.appending(path: "old.zip"), into: $0.appending(path: "wrong.zip")) { $0.append(0) }
            },
        ]

    /// Another content with the old checksum.
    private static func damage(_ name: String) -> @Sendable (URL) throws -> Void {
        { directory in
            try edit(directory.appending(path: name)) { bytes in
                guard let place = bytes.firstRange(of: Data("VALUE = 1".utf8)) else { return }
                bytes[place.upperBound - 1] = UInt8(ascii: "2")
            }
        }
    }

    private static let change: @Sendable (URL) throws -> Void = { directory in
        let packed = directory.appending(path: "packed")
        try FileManager.default.removeItem(at: packed.appending(path: "README.md"))
        try Data("VALUE = 1\n".utf8).write(to: packed.appending(path: "values.py"))
        try Data("#!/bin/sh\necho more\n".utf8).write(to: packed.appending(path: "bin/report.sh"))
        try FileManager.default.setAttributes(
            [.posixPermissions: 0o755], ofItemAtPath: packed.appending(path: "operators/sync.py").path)
        _ = try Tool.run(["pack", "packed", "--level", "0", "--output", "new.zip"], in: directory)
    }

    /// An archive of one stored entry, its content in a deflated stream that says "stored".
    private static func deflatedAsStored(_ archive: inout Data) {
        var bytes = [UInt8](archive)
        func number(_ offset: Int, _ count: Int) -> Int {
            (0..<count).reduce(0) { $0 | Int(bytes[offset + $1]) << (8 * $1) }
        }
        func put(_ value: Int, _ offset: Int, _ count: Int) {
            for index in 0..<count { bytes[offset + index] = UInt8(value >> (8 * index) & 255) }
        }
        let (size, name) = (number(22, 4), number(26, 2))
        let (data, directory) = (30 + name, 30 + name + size)
        for header in [4, directory + 6] {
            put(20, header, 2)
            put(8, header + 4, 2)
            put(size + 5, header + 14, 4)
        }
        put(directory + 5, bytes.count - 6, 4)
        let length = [UInt8(size & 255), UInt8(size >> 8)]
        bytes.insert(contentsOf: [1] + length + length.map { ~$0 }, at: data)
        archive = Data(bytes)
    }

    private static func edit(_ file: URL, into target: URL? = nil, _ change: (inout Data) -> Void) throws {
        var bytes = try Data(contentsOf: file)
        change(&bytes)
        try bytes.write(to: target ?? file)
    }
}
