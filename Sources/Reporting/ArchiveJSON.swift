import SpannedJSON

/// Archives and their differences in the JSON document.
enum ArchiveJSON {
    static func archive(_ archive: ReportedArchive, _ mask: SecretMask) -> JSONOutput {
        var members: [(String, JSONOutput)] = [
            ("path", .string(mask(archive.path))), ("size", .int(archive.size)), ("files", .int(archive.fileCount)),
            ("content_size", .int(archive.contentSize)), ("content_sha256", .optional(archive.contentSHA256)),
        ]
        if let version = archive.zlibVersion { members.append(("zlib_version", .string(version))) }
        if let entries = archive.entries { members.append(("entries", .array(entries.map { entry($0, mask) }))) }
        return .object(members)
    }

    static func difference(_ difference: ReportedDifference, _ mask: SecretMask) -> JSONOutput {
        .object([
            ("same_content", .bool(difference.isSameContent)),
            ("added", .array(difference.added.map { named($0, mask) })),
            ("removed", .array(difference.removed.map { named($0, mask) })),
            ("changed", .array(difference.changed.map { change($0, mask) })),
            ("repacked", .array(difference.recompressed.map { change($0, mask) })),
            ("unchanged", .int(difference.unchangedCount)),
        ])
    }

    private static func entry(_ entry: ReportedEntry, _ mask: SecretMask) -> JSONOutput {
        let method: JSONOutput =
            switch entry.method {
            case 0: .string("stored")
            case 8: .string("deflated")
            default: .string("method \(entry.method)")
            }
        return .object([
            ("name", .string(mask(entry.name))), ("size", .int(entry.size)),
            ("compressed_size", .int(entry.compressedSize)), ("method", method),
            ("modified", .string(entry.modified)), ("crc32", .string(ArchiveListing.hex(entry.crc32))),
            ("mode", .optional(entry.mode.map(octal))), ("sha256", .optional(entry.sha256)),
        ])
    }

    private static func change(_ change: ReportedDifference.Change, _ mask: SecretMask) -> JSONOutput {
        .object([
            ("name", .string(mask(change.new.name))), ("old", .object(figures(change.old))),
            ("new", .object(figures(change.new))),
        ])
    }

    private static func named(_ side: ReportedDifference.Side, _ mask: SecretMask) -> JSONOutput {
        .object([("name", .string(mask(side.name)))] + figures(side))
    }

    private static func figures(_ side: ReportedDifference.Side) -> [(String, JSONOutput)] {
        [
            ("size", .int(side.size)), ("compressed_size", .int(side.compressedSize)),
            ("mode", .string(octal(side.mode))),
            ("sha256", .string(side.sha256)),
        ]
    }

    private static func octal(_ mode: UInt16) -> String {
        let digits = String(mode, radix: 8)
        return String(repeating: "0", count: max(0, 4 - digits.count)) + digits
    }
}
