/// What local and central headers both say of an entry.
struct HeaderFields {
    let versionNeeded: UInt16
    let flags: UInt16
    let method: UInt16
    let modified: DOSDateTime
    let crc32: UInt32
    let compressedSize: UInt32
    let size: UInt32

    /// - Parameter offset: of the version needed, from which on the order is the same in both.
    init(_ record: ByteReader, at offset: Int) {
        versionNeeded = record.u16(offset)
        flags = record.u16(offset + 2)
        method = record.u16(offset + 4)
        modified = DOSDateTime(time: record.u16(offset + 6), date: record.u16(offset + 8))
        crc32 = record.u32(offset + 10)
        compressedSize = record.u32(offset + 14)
        size = record.u32(offset + 18)
    }

    /// The version of the format that is needed, in tenths. The other byte is a system, which nobody asks for.
    var formatVersion: UInt16 { versionNeeded & 0xFF }
    /// Sizes and checksum follow the data.
    var hasDescriptor: Bool { flags & 0x0008 != 0 }
    var isEncrypted: Bool { flags & (1 | 1 << 6 | 1 << 13) != 0 }
    /// Bits with a meaning that no unpacker needs to know, or with none: all but the hints of deflate, the descriptor
    /// and the encoding of the name.
    var hasUnknownFlags: Bool { flags & ~(0x0006 | 0x0008 | ZipFormat.utf8Flag | 1 | 1 << 6 | 1 << 13) != 0 }
}
