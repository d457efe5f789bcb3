import Diagnostics

/// The zip64 records before the end record.
enum Zip64EndRecord {
    /// `plain` with the values of the zip64 record where there is one; `nil` when it cannot be used.
    static func resolve(
        _ plain: EndRecord, in input: ArchiveInput, _ findings: inout FindingCollector
    ) throws(DiagnosedError) -> EndRecord? {
        let isNeeded =
            plain.entryCount == UInt64(ZipFormat.saturated16) || plain.directoryOffset == UInt64(ZipFormat.saturated32)
            || plain.directorySize == UInt64(ZipFormat.saturated32)
        let locatorStart = plain.start - ZipFormat.zip64LocatorSize
        guard locatorStart >= 0 else { return missing(plain, isNeeded, &findings) }
        let locator = ByteReader(try input.read(ZipFormat.zip64LocatorSize, at: locatorStart))
        guard locator.u32(0) == ZipFormat.zip64LocatorSignature else { return missing(plain, isNeeded, &findings) }

        func refuse(_ text: String, at offset: Int) -> EndRecord? {
            findings.report(.archiveZip64End, .error, text, offset: offset)
            return nil
        }
        guard let start = Int(exactly: locator.u64(8)), start <= locatorStart - ZipFormat.zip64EndSize else {
            return refuse("the zip64 locator points outside the archive", at: locatorStart + 8)
        }
        let record = ByteReader(try input.read(ZipFormat.zip64EndSize, at: start))
        guard record.u32(0) == ZipFormat.zip64EndSignature else {
            return refuse("the zip64 locator points to something else than an end record", at: locatorStart + 8)
        }
        guard record.u64(4) == UInt64(ZipFormat.zip64EndSize - 12), start + ZipFormat.zip64EndSize == locatorStart
        else {
            return refuse("the zip64 end record does not end where its locator begins", at: start + 4)
        }
        if locator.u32(4) != 0 || locator.u32(16) > 1 || record.u32(16) != 0 || record.u32(20) != 0
            || record.u64(24) != record.u64(32)
        {
            findings.report(.archiveDisks, .error, "the archive claims to be part of several disks", offset: start + 16)
        }
        let large = EndRecord(
            entryCount: record.u64(32), directoryOffset: record.u64(48), directorySize: record.u64(40), start: start)
        guard agrees(plain.entryCount, large.entryCount, UInt64(ZipFormat.saturated16)),
            agrees(plain.directoryOffset, large.directoryOffset, UInt64(ZipFormat.saturated32)),
            agrees(plain.directorySize, large.directorySize, UInt64(ZipFormat.saturated32))
        else {
            return refuse("the end record and the zip64 end record disagree", at: plain.start)
        }
        if !isNeeded {
            findings.report(
                .archiveZip64End, .warning, "there is a zip64 end record without need", offset: start,
                help: "some unpackers refuse it; make the archive again")
        }
        return large
    }

    private static func agrees(_ plain: UInt64, _ large: UInt64, _ saturated: UInt64) -> Bool {
        plain == large || plain == saturated
    }

    private static func missing(
        _ plain: EndRecord, _ isNeeded: Bool, _ findings: inout FindingCollector
    ) -> EndRecord? {
        // 65,535 entries without zip64 are what Python's zipfile writes: only one more is too many for it.
        let isOnlyCount =
            plain.directoryOffset != UInt64(ZipFormat.saturated32)
            && plain.directorySize != UInt64(ZipFormat.saturated32)
        guard isNeeded, !isOnlyCount else { return plain }
        findings.report(
            .archiveZip64End, .error, "the end record refers to a zip64 end record that is not there",
            offset: plain.start)
        return nil
    }
}
