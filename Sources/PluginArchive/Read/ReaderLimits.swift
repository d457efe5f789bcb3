/// How much an archive may claim before anything of it is inflated.
package struct ReaderLimits: Sendable, Hashable {
    /// Entries.
    package var entries = 1_000_000
    /// Bytes of the central directory, which is read into memory.
    package var directorySize = 128 << 20
    /// Sum of the uncompressed sizes.
    package var totalSize = 64 << 30
    /// Uncompressed size of one entry that ``ArchiveReader/contents(of:)`` returns in memory.
    package var contentSize = 256 << 20
    /// Sum of the uncompressed sizes as a multiple of the archive's, where that sum is above ``harmlessSize``.
    package var ratio = 250
    /// What may be inflated whatever the ratio.
    package var harmlessSize = 512 << 20

    package init() {}
}
