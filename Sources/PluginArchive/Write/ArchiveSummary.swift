/// What was written.
package struct ArchiveSummary: Sendable, Hashable {
    /// In the order of the archive, which is that of the names' bytes.
    package let entries: [Entry]
    /// Bytes of the archive.
    package let size: Int
    /// Hash of the archive's bytes.
    package let hash: ContentHash
    /// Hash over names, modes and contents: the same on every machine (see docs/archive-format.md).
    package let contentDigest: ContentHash
    /// The version that the zlib at hand gives itself; other builds compress to other bytes.
    package let zlibVersion: String

    package struct Entry: Sendable, Hashable {
        package let name: EntryName
        package let size: Int
        package let compressedSize: Int
        package let crc32: UInt32
        /// SHA-256 of the uncompressed content.
        package let hash: ContentHash
        /// Permission bits.
        package let mode: UInt16
        package let method: CompressionMethod
        /// Where the content comes from, for people.
        package let origin: String
    }
}
