/// From where on the fields of plain zip cannot say a size, an offset or a number of entries, and zip64's do.
package struct Zip64Limits: Sendable, Hashable {
    /// A size or offset from here on needs zip64.
    package var size: UInt64
    /// A number of entries from here on needs zip64.
    package var count: UInt64

    /// Those of the format: the largest value of each field is the mark that says "look in the zip64 record".
    package static let format = Self(size: 0xFFFF_FFFF, count: 0xFFFF)

    /// Lower limits exercise zip64 with small archives.
    package init(size: UInt64, count: UInt64) {
        self.size = min(size, 0xFFFF_FFFF)
        self.count = min(count, 0xFFFF)
    }
}
