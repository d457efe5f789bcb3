import Diagnostics

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

    /// What is wrong with an archive of `archiveSize` bytes whose entries are `total` bytes uncompressed; nil when it may be
    /// inflated.
    func excess(total: Int, archiveSize: Int) -> (code: DiagnosticCode, message: String, help: String?)? {
        if total > totalSize {
            return (
                .archiveTooLarge, "the entries claim \(total) bytes, more than the \(totalSize) that are inflated", nil
            )
        }
        guard total > harmlessSize, total / ratio > archiveSize else { return nil }
        return (
            .archiveRatio, "the entries claim \(total) bytes, more than \(ratio) times the archive's",
            "this is what an archive made to fill disks looks like"
        )
    }
}
