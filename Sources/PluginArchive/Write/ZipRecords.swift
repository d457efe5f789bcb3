/// An entry as its two headers tell it.
struct EntryRecord: Sendable {
    let name: EntryName
    /// Permission bits.
    let mode: UInt16
    let offset: UInt64
    var method = CompressionMethod.stored
    var crc32: UInt32 = 0
    var compressedSize: UInt64 = 0
    let size: UInt64
}

/// Writes the records of zip, exactly as the archive's specification (docs/archive-format.md) has them.
struct ZipRecords: Sendable {
    let timestamp: ArchiveTimestamp
    let limits: Zip64Limits

    /// Bytes before an entry's data.
    func localSize(of entry: EntryRecord) -> Int {
        ZipFormat.localSize + entry.name.bytes.count + (entry.size >= limits.size ? 20 : 0)
    }

    func local(_ entry: EntryRecord) -> [UInt8] {
        // Known from the content alone: what is packed is never larger than what it was.
        let isLarge = entry.size >= limits.size
        var record = ByteBuilder()
        record.append(ZipFormat.localSignature)
        appendCommon(entry, to: &record)
        record.append(isLarge ? ZipFormat.saturated32 : UInt32(entry.compressedSize))
        record.append(isLarge ? ZipFormat.saturated32 : UInt32(entry.size))
        record.append(UInt16(entry.name.bytes.count))
        record.append(UInt16(isLarge ? 20 : 0))
        record.append(entry.name.bytes)
        if isLarge {
            // A local header must have both sizes, in this order.
            record.append(ZipFormat.zip64Extra)
            record.append(UInt16(16))
            record.append(entry.size)
            record.append(entry.compressedSize)
        }
        return record.bytes
    }

    func central(_ entry: EntryRecord) -> [UInt8] {
        var extra = ByteBuilder()
        func field(_ value: UInt64) -> UInt32 {
            guard value >= limits.size else { return UInt32(value) }
            extra.append(value)
            return ZipFormat.saturated32
        }
        let size = field(entry.size)
        let compressedSize = field(entry.compressedSize)
        let offset = field(entry.offset)
        let isZip64 = !extra.bytes.isEmpty
        var record = ByteBuilder()
        record.append(ZipFormat.centralSignature)
        record.append(UInt16(0x0300 | (isZip64 ? 45 : 20)))  // made by Unix
        appendCommon(entry, to: &record)
        record.append(compressedSize)
        record.append(size)
        record.append(UInt16(entry.name.bytes.count))
        record.append(UInt16(isZip64 ? extra.bytes.count + 4 : 0))
        record.append(UInt16(0))  // comment
        record.append(UInt16(0))  // disk
        record.append(UInt16(0))  // internal attributes
        record.append(UInt32(0o100000 | entry.mode) << 16)
        record.append(offset)
        record.append(entry.name.bytes)
        if isZip64 {
            record.append(ZipFormat.zip64Extra)
            record.append(UInt16(extra.bytes.count))
            record.append(extra.bytes)
        }
        return record.bytes
    }

    /// The records after the directory, which takes `size` bytes from `offset`.
    func end(count: Int, offset: UInt64, size: UInt64) -> [UInt8] {
        let count = UInt64(count)
        let isZip64 = count >= limits.count || offset >= limits.size || size >= limits.size
        var record = ByteBuilder()
        if isZip64 {
            record.append(ZipFormat.zip64EndSignature)
            record.append(UInt64(ZipFormat.zip64EndSize - 12))
            record.append(UInt16(0x032D))
            record.append(UInt16(45))
            record.append(UInt32(0))
            record.append(UInt32(0))
            record.append(count)
            record.append(count)
            record.append(size)
            record.append(offset)
            record.append(ZipFormat.zip64LocatorSignature)
            record.append(UInt32(0))
            record.append(offset + size)
            record.append(UInt32(1))
        }
        record.append(ZipFormat.endSignature)
        record.append(UInt32(0))  // this disk, and the directory's
        let shortCount = count >= limits.count ? ZipFormat.saturated16 : UInt16(count)
        record.append(shortCount)
        record.append(shortCount)
        record.append(size >= limits.size ? ZipFormat.saturated32 : UInt32(size))
        record.append(offset >= limits.size ? ZipFormat.saturated32 : UInt32(offset))
        record.append(UInt16(0))
        return record.bytes
    }

    /// From the version needed to the checksum: the same in both headers.
    private func appendCommon(_ entry: EntryRecord, to record: inout ByteBuilder) {
        let isZip64 = entry.size >= limits.size || entry.offset >= limits.size
        record.append(UInt16(isZip64 ? 45 : entry.method == .stored ? 10 : 20))
        record.append(entry.name.bytes.contains { $0 >= 0x80 } ? ZipFormat.utf8Flag : 0)
        record.append(entry.method.rawValue)
        record.append(timestamp.dosTime)
        record.append(timestamp.dosDate)
        record.append(entry.crc32)
    }
}
