import Diagnostics

/// One record of the central directory.
struct CentralRecord {
    let index: Int
    /// Where the record is in the archive.
    let position: Int
    let fields: HeaderFields
    let name: EntryName
    let size: UInt64
    let compressedSize: UInt64
    let offset: UInt64
    let mode: UInt16?
    let extra: ExtraFields
    private let madeBy: UInt16
    private let externalAttributes: UInt32
    private let disk: UInt16
    private let zip64Problem: String?
    private let hasNeedlessZip64: Bool
    /// Bytes of the whole record.
    let length: Int

    /// The record at the start of `bytes`; `nil` when there is none, or it is cut off.
    init?(_ bytes: ArraySlice<UInt8>, index: Int, position: Int) {
        guard bytes.count >= ZipFormat.centralSize else { return nil }
        let record = ByteReader(bytes)
        let nameCount = Int(record.u16(28))
        let extraCount = Int(record.u16(30))
        length = ZipFormat.centralSize + nameCount + extraCount + Int(record.u16(32))
        guard record.u32(0) == ZipFormat.centralSignature, bytes.count >= length else { return nil }
        self.index = index
        self.position = position
        madeBy = record.u16(4)
        fields = HeaderFields(record, at: 6)
        disk = record.u16(34)
        externalAttributes = record.u32(38)
        name = EntryName(record.slice(ZipFormat.centralSize, nameCount))
        extra = ExtraFields(bytes.dropFirst(ZipFormat.centralSize + nameCount).prefix(extraCount))
        let values = Zip64Values(
            extra, size: fields.size, compressedSize: fields.compressedSize, offset: record.u32(42))
        size = values.size
        compressedSize = values.compressedSize
        offset = values.offset
        zip64Problem = values.problem
        hasNeedlessZip64 = values.isNeedless
        // Hosts 3 (Unix) and 19 (macOS) keep a mode in the upper half.
        mode = [3, 19].contains(madeBy >> 8) ? UInt16(externalAttributes >> 16) : nil
    }

    /// Checks what the record says by itself. `false` when it cannot be relied on to find the entry.
    func check(_ findings: inout FindingCollector) -> Bool {
        func report(
            _ code: DiagnosticCode, _ severity: Severity, _ message: String, at offset: Int, help: String? = nil
        ) {
            findings.report(
                code, severity, message, offset: position + offset, entry: (index, name), help: help)
        }
        checkName(&findings)
        checkMode(&findings)
        if fields.isEncrypted {
            report(.archiveEncrypted, .error, "\(name) is encrypted", at: 8, help: "nothing on MWAA could decrypt it")
        }
        if fields.hasUnknownFlags { report(.archiveFlags, .error, "\(name) has flags that no unpacker knows", at: 8) }
        if CompressionMethod(rawValue: fields.method) == nil {
            report(
                .archiveMethod, .error, "\(name) is compressed by method \(fields.method)", at: 10,
                help: "use deflate or none: they are what every unpacker knows")
        } else if fields.formatVersion > ZipFormat.newestVersion {
            report(
                .archiveMethod, .error,
                "\(name) claims to need version \(fields.formatVersion / 10).\(fields.formatVersion % 10) of the format",
                at: 6,
                help: "unpackers leave it out, or stop there: what they know is up to 4.5; make the archive again")
        }
        // Encryption puts twelve bytes before the data.
        if fields.method == CompressionMethod.stored.rawValue, size != compressedSize, !fields.isEncrypted {
            report(.archiveSizes, .error, "\(name) is stored, but with \(compressedSize) bytes for \(size)", at: 20)
        }
        if disk != 0 { report(.archiveDisks, .error, "\(name) claims to be on another disk", at: 34) }
        if !extra.isWellFormed {
            report(.archiveExtra, .error, "the extra field of \(name) is malformed", at: 46 + name.bytes.count)
        }
        if hasNeedlessZip64 {
            report(.archiveZip64Extra, .warning, "\(name) has a zip64 block without need", at: 46 + name.bytes.count)
        }
        if let zip64Problem {
            report(.archiveZip64Extra, .error, "\(name) \(zip64Problem)", at: 46 + name.bytes.count)
        }
        let isUsable = zip64Problem == nil && [size, compressedSize, offset].allSatisfy { $0 <= UInt64(Int.max / 4) }
        if zip64Problem == nil, !isUsable {
            report(.archiveSizes, .error, "\(name) claims a size or an offset that no file can have", at: 20)
        }
        return isUsable
    }

    private func checkName(_ findings: inout FindingCollector) {
        let own = (index, name)
        let plain = name.bytes.last == UInt8(ascii: "/") ? name.bytes.dropLast() : name.bytes[...]
        for breach in NameRules.breaches(of: Array(plain)) {
            findings.report(
                breach.code, breach.severity, "the name \(name) \(breach.predicate)", offset: position + 46, entry: own,
                help: "unpackers treat such a name differently; rename the file and make the archive again")
        }
        if fields.flags & ZipFormat.utf8Flag == 0, name.bytes.contains(where: { $0 >= 0x80 }) {
            findings.report(
                .archiveNameEncoding, .error, "the name \(name) is not plain ASCII and does not say that it is UTF-8",
                offset: position + 8, entry: own,
                help: "unpackers guess the encoding differently; make the archive again with what sets the flag, as "
                    + "`mwaa-gcp pack` and Python's zipfile do, and Info-ZIP's zip does not")
        }
        for block in extra.data(of: ZipFormat.unicodePathExtra) where !block.dropFirst(5).elementsEqual(name.bytes) {
            findings.report(
                .archiveUnicodePath, .error, "\(name) has another name in its Unicode extra block",
                offset: position + 46, entry: own,
                help: "unpackers choose differently between the two; make the archive again")
        }
    }

    private func checkMode(_ findings: inout FindingCollector) {
        let own = (index, name)
        let isDirectory = name.bytes.last == UInt8(ascii: "/")
        if isDirectory, size != 0 {
            findings.report(
                .archiveDirectoryEntry, .error, "the directory \(name) has content", offset: position + 24, entry: own)
        }
        guard let mode else { return }
        let offset = position + 38
        switch mode & 0o170000 {
        case 0, 0o100000:
            if isDirectory, mode & 0o170000 != 0 {
                findings.report(
                    .archiveDirectoryEntry, .error, "\(name) has the name of a directory and the mode of a file",
                    offset: offset,
                    entry: own)
            }
        case 0o040000:
            if !isDirectory {
                findings.report(
                    .archiveDirectoryEntry, .error, "\(name) has the name of a file and the mode of a directory",
                    offset: offset,
                    entry: own)
            }
        case 0o120000:
            findings.report(
                .archiveLinkEntry, .error, "\(name) is a symbolic link", offset: offset, entry: own,
                help: "some unpackers make a link of it, others a text file; put what it leads to into the archive")
        default:
            findings.report(.archiveLinkEntry, .error, "\(name) is a special file", offset: offset, entry: own)
        }
        if mode & 0o7000 != 0 {
            findings.report(
                .archiveModeBits, .warning, "\(name) has the set-user, set-group or sticky bit", offset: offset,
                entry: own,
                help: "some unpackers restore it; nothing in a plugins directory needs it")
        }
        let needed: UInt16 = isDirectory ? 0o500 : 0o400
        if mode & needed != needed {
            findings.report(
                .archiveModeBits, .warning, "\(name) cannot be read by its owner once it is unpacked", offset: offset,
                entry: own, help: "give it mode 0644, or 0755, and make the archive again")
        }
    }
}
