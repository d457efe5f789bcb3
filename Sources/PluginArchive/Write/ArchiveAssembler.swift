import CZlib
import Crypto

/// Puts packed blocks, which come in the order of the archive, into the file, and knows what that makes of it.
///
/// Used by one thread at a time. An entry of one block is written with its header at once. The header of a longer one is
/// written when all is known, and what was written then is read back for the archive's own hash: headers come first, so
/// there is no other way, and it comes from the page cache.
struct ArchiveAssembler {
    private let plan: ArchivePlan
    private let records: ZipRecords
    private let level: CompressionLevel
    private var output: ArchiveOutput
    private var done: [EntryRecord] = []
    private var hashes: [ContentHash] = []
    /// The entry that is being written, when it has several blocks.
    private var current: (record: EntryRecord, hasher: SHA256)?

    init(plan: ArchivePlan, options: ArchiveWriter.Options, output: ArchiveOutput) {
        self.plan = plan
        self.output = output
        records = ZipRecords(timestamp: options.timestamp, limits: options.limits)
        level = options.level
        done.reserveCapacity(plan.entries.count)
        hashes.reserveCapacity(plan.entries.count)
    }

    mutating func append(_ block: PackedBlock, from slot: WorkSlot) throws {
        if block.position.isWhole, let hash = block.hash {
            try appendWhole(block, hash, from: slot)
        } else {
            try appendPart(block, from: slot)
        }
    }

    /// Writes the directory and the end record.
    mutating func finish() throws -> ArchiveSummary {
        let start = output.position
        var buffer: [UInt8] = []
        for record in done {
            buffer += records.central(record)
            if buffer.count >= 1 << 20 {
                try output.append(buffer)
                buffer.removeAll(keepingCapacity: true)
            }
        }
        try output.append(buffer)
        try output.append(records.end(count: done.count, offset: UInt64(start), size: UInt64(output.position - start)))
        let hash = try output.finish()
        var digest = ContentDigest()
        var entries: [ArchiveSummary.Entry] = []
        for (index, record) in done.enumerated() {
            digest.add(name: record.name, mode: record.mode, hash: hashes[index])
            entries.append(
                ArchiveSummary.Entry(
                    name: record.name, size: Int(record.size), compressedSize: Int(record.compressedSize),
                    crc32: record.crc32, hash: hashes[index], mode: record.mode, method: record.method,
                    origin: plan.entries[index].origin))
        }
        return ArchiveSummary(
            entries: entries, size: output.position, hash: hash, contentDigest: digest.finalize(),
            zlibVersion: String(cString: zlibVersion()))
    }

    private func newRecord(_ position: BlockPosition) -> EntryRecord {
        let entry = plan.entries[position.entry]
        return EntryRecord(
            name: entry.name, mode: entry.mode, offset: UInt64(output.position), size: UInt64(entry.size))
    }

    private mutating func appendWhole(
        _ block: PackedBlock, _ hash: ContentHash, from slot: WorkSlot
    ) throws {
        var record = newRecord(block.position)
        let isDeflated = level.number > 0 && block.compressedCount < block.position.count
        record.method = isDeflated ? .deflated : .stored
        record.crc32 = block.crc32
        record.compressedSize = UInt64(isDeflated ? block.compressedCount : block.position.count)
        let data = isDeflated ? slot.output[..<block.compressedCount] : slot.block[...]
        try output.append(records.local(record), UnsafeRawBufferPointer(rebasing: data))
        done.append(record)
        hashes.append(hash)
    }

    private mutating func appendPart(_ block: PackedBlock, from slot: WorkSlot) throws {
        if block.position.offset == 0 {
            let record = newRecord(block.position)
            output.skip(records.localSize(of: record))
            current = (record, SHA256())
        }
        guard var (record, hasher) = current else { preconditionFailure("blocks come in order") }
        current = nil
        hasher.update(bufferPointer: UnsafeRawBufferPointer(slot.block))
        record.crc32 = UInt32(
            truncatingIfNeeded: crc32_combine(UInt(record.crc32), UInt(block.crc32), block.position.count))
        record.compressedSize += UInt64(block.compressedCount)
        let data = level.number > 0 ? slot.output[..<block.compressedCount] : slot.block[...]
        try output.appendUnhashed(UnsafeRawBufferPointer(rebasing: data))
        guard block.position.isLast else {
            current = (record, hasher)
            return
        }
        record.method = level.number > 0 ? .deflated : .stored
        if record.compressedSize >= record.size, record.method == .deflated {
            try storeAgain(&record, block.position)
        }
        try output.patch(records.local(record), at: Int(record.offset))
        done.append(record)
        hashes.append(ContentHash(hasher.finalize()))
    }

    /// Deflate gained nothing, which is known at the end only: writes the content as it is over what was written.
    private mutating func storeAgain(_ record: inout EntryRecord, _ position: BlockPosition) throws {
        let entry = plan.entries[position.entry]
        output.rewind(to: Int(record.offset) + records.localSize(of: record))
        record.method = .stored
        record.compressedSize = record.size
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: BlockDeflater.blockSize, alignment: 64)
        defer { buffer.deallocate() }
        var offset = 0
        while offset < entry.size {
            let part = UnsafeMutableRawBufferPointer(rebasing: buffer[..<min(buffer.count, entry.size - offset)])
            try entry.read(into: part, at: offset)
            try output.appendUnhashed(UnsafeRawBufferPointer(part))
            offset += part.count
        }
    }
}
