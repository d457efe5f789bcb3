import Diagnostics

/// Reads the directory and the local headers it points to.
struct ArchiveStructure {
    private(set) var entries: [ArchiveEntry] = []
    private(set) var isSafeToInflate = false

    mutating func read(
        _ end: EndRecord, in input: ArchiveInput, _ limits: ReaderLimits, _ findings: inout FindingCollector
    ) throws(DiagnosedError) {
        guard let start = checkPlace(end, limits, &findings) else { return }
        let directory = try input.read(end.start - start, at: start)
        let (records, isComplete) = Self.records(in: directory, at: start, end, limits, &findings)
        // As many as there are records when all can be used.
        var locals: [LocalRecord] = []
        for central in records {
            guard central.check(&findings) else { continue }
            let local = try LocalRecord(of: central, in: input, before: start, &findings)
            if let local { locals.append(local) }
            entries.append(ArchiveEntry(central, dataOffset: local?.dataOffset))
        }
        EntryNames.check(entries, positions: records, &findings)
        let isDisjoint =
            isComplete && locals.count == records.count
            ? try RecordTiling.check(records, locals, upTo: start, in: input, &findings) : false
        isSafeToInflate = Self.claims(entries, of: input.size, limits, &findings) && isDisjoint
    }

    /// Where the directory begins, if it is where the end record says and ends where that begins.
    private func checkPlace(_ end: EndRecord, _ limits: ReaderLimits, _ findings: inout FindingCollector) -> Int? {
        guard let offset = Int(exactly: end.directoryOffset), let size = Int(exactly: end.directorySize),
            offset <= end.start, size <= end.start - offset
        else {
            findings.report(
                .archiveDirectoryPlace, .error, "the end record sends the directory outside the archive",
                offset: end.start)
            return nil
        }
        let surplus = end.start - offset - size
        if surplus > 0 {
            findings.report(
                .archiveDirectoryPlace, .error,
                "the directory should end \(surplus) bytes before the end record, which must follow it",
                offset: end.start,
                help: "bytes were put before or into the archive after it was made; make it again")
            return nil
        }
        guard size <= limits.directorySize else {
            findings.report(
                .archiveTooLarge, .error,
                "the directory is \(size) bytes, more than the \(limits.directorySize) that are read",
                offset: offset)
            return nil
        }
        return offset
    }

    /// The records of the directory, and whether they fill it and are as many as the end record says.
    private static func records(
        in directory: [UInt8], at start: Int, _ end: EndRecord, _ limits: ReaderLimits,
        _ findings: inout FindingCollector
    ) -> (records: [CentralRecord], isComplete: Bool) {
        var records: [CentralRecord] = []
        var position = 0
        while position < directory.count {
            guard records.count < limits.entries else {
                findings.report(
                    .archiveTooLarge, .error, "there are more than the \(limits.entries) entries that are read",
                    offset: start + position)
                return (records, false)
            }
            guard let record = CentralRecord(directory[position...], index: records.count, position: start + position)
            else {
                findings.report(
                    .archiveDirectoryRecord, .error,
                    "record \(records.count + 1) of the directory is malformed or cut off",
                    offset: start + position)
                return (records, false)
            }
            records.append(record)
            position += record.length
        }
        guard UInt64(records.count) == end.entryCount else {
            findings.report(
                .archiveCount, .error,
                "the end record counts \(end.entryCount) entries, the directory has \(records.count)",
                offset: end.start, help: "unpackers that believe the count see other files than those that do not")
            return (records, true)
        }
        return (records, true)
    }

    /// Whether what the entries claim to inflate to may be inflated.
    private static func claims(
        _ entries: [ArchiveEntry], of archiveSize: Int, _ limits: ReaderLimits, _ findings: inout FindingCollector
    ) -> Bool {
        var isWithinLimits = true
        for entry in entries {
            // A bit of deflate can make at most 258 bytes of two bits' worth: 1032 to one, and a little at the end.
            if entry.method == .deflated, entry.size / 1032 > entry.compressedSize {
                findings.report(
                    .archiveRatio, .error,
                    "\(entry.name) claims to inflate \(entry.compressedSize) bytes to \(entry.size), which deflate cannot do",
                    offset: entry.recordOffset, entry: (entry.index, entry.name))
                isWithinLimits = false
            }
        }
        let total = entries.lazy.map(\.size).saturatingSum()
        if let excess = limits.excess(total: total, archiveSize: archiveSize) {
            findings.report(excess.code, .error, excess.message, offset: nil, help: excess.help)
            isWithinLimits = false
        }
        return isWithinLimits
    }
}

extension ArchiveEntry {
    init(_ central: CentralRecord, dataOffset: Int?) {
        self.init(
            name: central.name, size: Int(central.size), compressedSize: Int(central.compressedSize),
            crc32: central.fields.crc32, methodNumber: central.fields.method, flags: central.fields.flags,
            mode: central.mode.map { $0 & 0o7777 },
            modified: central.fields.modified, offset: Int(central.offset), dataOffset: dataOffset,
            index: central.index, recordOffset: central.position)
    }
}
