/// An entry as the central directory of an archive has it.
package struct ArchiveEntry: Sendable, Hashable {
    package let name: EntryName
    /// The name ends in a slash; it is part of `name`.
    package var isDirectory: Bool { name.bytes.last == UInt8(ascii: "/") }
    /// Uncompressed bytes.
    package let size: Int
    package let compressedSize: Int
    package let crc32: UInt32
    /// The number of the compression method; only ``CompressionMethod``'s can be read.
    package let methodNumber: UInt16
    /// The general-purpose bits; 1 and 2 tell how hard deflate tried.
    package let flags: UInt16
    /// Permission bits as an unpacker on Unix would set them; `nil` where the archive was made by a system without.
    package let mode: UInt16?
    package let modified: DOSDateTime
    /// Where the local header is, or should be.
    package let offset: Int
    /// Where the data is; `nil` when the local header cannot be read.
    let dataOffset: Int?
    /// Place among the records of the central directory.
    let index: Int
    /// Where that record is.
    let recordOffset: Int

    package var method: CompressionMethod? { CompressionMethod(rawValue: methodNumber) }
}

/// The two fields of MS-DOS for a time, which has no zone.
package struct DOSDateTime: Sendable, Hashable, CustomStringConvertible {
    package let time: UInt16
    package let date: UInt16

    package var year: Int { 1980 + Int(date >> 9) }
    package var month: Int { Int(date >> 5 & 15) }
    package var day: Int { Int(date & 31) }
    package var hour: Int { Int(time >> 11) }
    package var minute: Int { Int(time >> 5 & 63) }
    package var second: Int { Int(time & 31) * 2 }

    /// `1980-01-01 00:00`, as `unzip -v` prints it.
    package var description: String {
        func two(_ number: Int) -> String { (number < 10 ? "0" : "") + String(number) }
        return "\(year)-\(two(month))-\(two(day)) \(two(hour)):\(two(minute))"
    }
}
