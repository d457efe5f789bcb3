import Diagnostics

/// The header before an entry's data, compared with the directory.
struct LocalRecord {
    /// Where the entry's data is.
    let dataOffset: Int
    /// Where the next record can begin, or the descriptor of this one.
    let dataEnd: Int
    let hasDescriptor: Bool
    /// The sizes are in eight bytes, in the descriptor too.
    let isZip64: Bool

    /// Reads the header that `central` points to, which lies before `limit`; `nil` when there is none. What differs from the directory
    /// goes to `findings`.
    init?(
        of central: CentralRecord, in input: ArchiveInput, before limit: Int, _ findings: inout FindingCollector
    ) throws(DiagnosedError) {
        let own = (central.index, central.name)
        let offset = Int(central.offset)
        func report(
            _ code: DiagnosticCode, _ severity: Severity, _ message: String, at relative: Int, help: String? = nil
        ) {
            findings.report(code, severity, message, offset: offset + relative, entry: own, help: help)
        }
        guard offset <= limit - ZipFormat.localSize else {
            findings.report(
                .archiveLocalHeader, .error, "the directory sends \(central.name) outside the archive's data",
                offset: central.position + 42, entry: own)
            return nil
        }
        // Most headers fit what is read at once.
        let guess = min(limit - offset, ZipFormat.localSize + central.name.bytes.count + 64)
        var bytes = try input.read(guess, at: offset)
        var record = ByteReader(bytes)
        guard record.u32(0) == ZipFormat.localSignature else {
            report(
                .archiveLocalHeader, .error, "there is no local header of \(central.name) where the directory sends it",
                at: 0)
            return nil
        }
        let nameCount = Int(record.u16(26))
        let extraCount = Int(record.u16(28))
        let length = ZipFormat.localSize + nameCount + extraCount
        guard offset + length <= limit, offset + length + Int(central.compressedSize) <= limit else {
            report(.archiveOverlap, .error, "\(central.name) reaches into what follows the entries", at: 0)
            return nil
        }
        if length > guess {
            bytes = try input.read(length, at: offset)
            record = ByteReader(bytes)
        }
        let fields = HeaderFields(record, at: 4)
        let extra = ExtraFields(bytes.dropFirst(ZipFormat.localSize + nameCount).prefix(extraCount))
        let values = Zip64Values(
            extra, size: fields.size, compressedSize: fields.compressedSize, offset: 0, bothSizes: true)
        dataOffset = offset + length
        dataEnd = dataOffset + Int(central.compressedSize)
        hasDescriptor = fields.hasDescriptor
        isZip64 = !extra.data(of: ZipFormat.zip64Extra).isEmpty

        if !extra.isWellFormed {
            report(
                .archiveExtra, .error, "the local extra field of \(central.name) is malformed", at: length - extraCount)
        }
        if let problem = values.problem {
            report(.archiveZip64Extra, .error, "the local header of \(central.name) \(problem)", at: 18)
        }
        let help = "unpackers that read from the front see something else than those that read the directory"
        func compare(_ what: String, _ isSame: Bool, at relative: Int, _ severity: Severity = .error) {
            guard !isSame else { return }
            report(
                .archiveHeadersDisagree, severity,
                "local header and directory disagree on the \(what) of \(central.name)",
                at: relative, help: help)
        }
        compare("version needed", fields.versionNeeded == central.fields.versionNeeded, at: 4, .warning)
        compare("flags", fields.flags == central.fields.flags, at: 6)
        compare("method", fields.method == central.fields.method, at: 8)
        compare("time", fields.modified == central.fields.modified, at: 10)
        compare("name", record.slice(ZipFormat.localSize, nameCount) == central.name.bytes, at: 30)
        // With a descriptor, zeros stand for what was not known yet.
        func isLater(_ value: UInt64) -> Bool { hasDescriptor && value == 0 }
        compare("checksum", fields.crc32 == central.fields.crc32 || isLater(UInt64(fields.crc32)), at: 14)
        if values.problem == nil {
            compare(
                "compressed size", values.compressedSize == central.compressedSize || isLater(values.compressedSize),
                at: 18)
            compare("size", values.size == central.size || isLater(values.size), at: 22)
        }
        // Deflate tells its end by itself.
        if hasDescriptor, fields.method == CompressionMethod.stored.rawValue, values.compressedSize == 0,
            central.compressedSize > 0
        {
            report(
                .archiveDescriptor, .warning, "\(central.name) is stored, and its size comes only after its data",
                at: 18,
                help:
                    "unpackers that read from the front guess where it ends, or refuse it; make the archive again, to "
                    + "a file instead of a pipe")
        }
        for block in extra.data(of: ZipFormat.unicodePathExtra)
        where !block.dropFirst(5).elementsEqual(central.name.bytes) {
            report(
                .archiveUnicodePath, .error, "\(central.name) has another name in its local Unicode extra block", at: 30
            )
        }
    }
}
