import Diagnostics

/// Checks that the local records, in order of their offsets, fill the archive from its first byte to the directory.
///
/// Bytes that belong to no record can hide another archive; records that share bytes are how small archives become
/// enormous ones.
enum RecordTiling {
    /// `true` when no two records overlap.
    ///
    /// - Parameter locals: the local record of each of `records`.
    static func check(
        _ records: [CentralRecord], _ locals: [LocalRecord], upTo directory: Int, in input: ArchiveInput,
        _ findings: inout FindingCollector
    ) throws(DiagnosedError) -> Bool {
        let order = records.indices.sorted { (records[$0].offset, $0) < (records[$1].offset, $1) }
        var isDisjoint = true
        var expected = 0
        for (place, index) in order.enumerated() {
            let (central, local) = (records[index], locals[index])
            let own = (central.index, central.name)
            let offset = Int(central.offset)
            if offset > expected {
                findings.report(
                    expected == 0 ? .archivePrefix : .archiveGap, .error,
                    expected == 0
                        ? "there are \(offset) bytes before the first entry"
                        : "\(offset - expected) bytes before \(central.name) belong to no entry",
                    offset: expected, entry: expected == 0 ? nil : own,
                    help: "make the archive again; unpackers that read from the front may find other entries there")
            } else if offset < expected {
                isDisjoint = false
                findings.report(
                    .archiveOverlap, .error, "\(central.name) begins inside \(records[order[place - 1]].name)",
                    offset: offset,
                    entry: own, help: "such an archive can unpack to more than any disk holds; do not open it")
            }
            let next = place + 1 < order.count ? Int(records[order[place + 1]].offset) : directory
            expected = max(expected, try end(of: central, local, next: next, in: input, &findings))
        }
        if expected < directory {
            findings.report(
                order.isEmpty ? .archivePrefix : .archiveGap, .error,
                "\(directory - expected) bytes before the directory belong to no entry", offset: expected,
                help: "make the archive again; unpackers that read from the front may find other entries there")
        }
        return isDisjoint
    }

    /// Where the record ends, its descriptor included, which is compared with the directory.
    private static func end(
        of central: CentralRecord, _ local: LocalRecord, next: Int, in input: ArchiveInput,
        _ findings: inout FindingCollector
    ) throws(DiagnosedError) -> Int {
        guard local.hasDescriptor else { return local.dataEnd }
        // Four forms are in use: with or without a signature, sizes in four or eight bytes.
        let room = next - local.dataEnd
        let forms = [(16, true, false), (24, true, true), (12, false, false), (20, false, true)]
        for (length, hasSignature, isWide) in forms where length == room {
            let record = ByteReader(try input.read(length, at: local.dataEnd))
            let start = hasSignature ? 4 : 0
            let compressed = isWide ? record.u64(start + 4) : UInt64(record.u32(start + 4))
            let size = isWide ? record.u64(start + 12) : UInt64(record.u32(start + 8))
            if !hasSignature || record.u32(0) == ZipFormat.descriptorSignature,
                record.u32(start) == central.fields.crc32, compressed == central.compressedSize, size == central.size
            {
                return local.dataEnd + length
            }
        }
        findings.report(
            .archiveDescriptor, .error,
            "the data of \(central.name) is not followed by a descriptor that agrees with the directory",
            offset: local.dataEnd, entry: (central.index, central.name))
        return max(local.dataEnd, min(next, local.dataEnd + 24))
    }
}
