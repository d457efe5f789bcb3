/// An archive as `pack` made it or `inspect` read it.
package struct ReportedArchive: Sendable, Hashable {
    package var path: String
    /// Bytes of the archive.
    package var size: Int
    /// Bytes of all files in it.
    package var contentSize: Int
    package var fileCount: Int
    /// Lower-case hexadecimal: over names, modes and contents (docs/archive-format.md); `nil` when not all could be read.
    package var contentSHA256: String?
    /// Of the zlib that compressed; `nil` for an archive that was read.
    package var zlibVersion: String?
    /// In the order of the archive, directories too; `nil` when nobody asked for them.
    package var entries: [ReportedEntry]?

    package init(
        path: String, size: Int, contentSize: Int, fileCount: Int, contentSHA256: String?, zlibVersion: String? = nil,
        entries: [ReportedEntry]? = nil
    ) {
        self.path = path
        self.size = size
        self.contentSize = contentSize
        self.fileCount = fileCount
        self.contentSHA256 = contentSHA256
        self.zlibVersion = zlibVersion
        self.entries = entries
    }
}

/// One entry of an archive.
package struct ReportedEntry: Sendable, Hashable {
    /// For people: without characters that move a cursor.
    package var name: String
    package var size: Int
    package var compressedSize: Int
    /// The numbers of the format: the compression method, and the general-purpose bits.
    package var method: UInt16
    package var flags: UInt16
    /// `1980-01-01 00:00`.
    package var modified: String
    package var crc32: UInt32
    /// Permission bits; `nil` where the archive has none.
    package var mode: UInt16?
    /// Of the content, lower-case hexadecimal; `nil` for a directory, and where it could not be read.
    package var sha256: String?

    package init(
        name: String, size: Int, compressedSize: Int, method: UInt16, flags: UInt16, modified: String, crc32: UInt32,
        mode: UInt16?, sha256: String?
    ) {
        self.name = name
        self.size = size
        self.compressedSize = compressedSize
        self.method = method
        self.flags = flags
        self.modified = modified
        self.crc32 = crc32
        self.mode = mode
        self.sha256 = sha256
    }
}

/// How two archives differ.
package struct ReportedDifference: Sendable, Hashable {
    package var added: [Side]
    package var removed: [Side]
    package var changed: [Change]
    /// The same content in other compressed bytes.
    package var recompressed: [Change]
    package var unchangedCount: Int

    package var isSameContent: Bool { added.isEmpty && removed.isEmpty && changed.isEmpty }

    /// An entry in one archive.
    package struct Side: Sendable, Hashable {
        package var name: String
        package var size: Int
        package var compressedSize: Int
        package var mode: UInt16
        /// Of the content, lower-case hexadecimal.
        package var sha256: String

        package init(name: String, size: Int, compressedSize: Int, mode: UInt16, sha256: String) {
            self.name = name
            self.size = size
            self.compressedSize = compressedSize
            self.mode = mode
            self.sha256 = sha256
        }
    }

    /// An entry in both.
    package struct Change: Sendable, Hashable {
        package var old: Side
        package var new: Side
        /// What differs, as a phrase.
        package var summary: String

        package init(old: Side, new: Side, summary: String) {
            self.old = old
            self.new = new
            self.summary = summary
        }
    }

    package init(added: [Side], removed: [Side], changed: [Change], recompressed: [Change], unchangedCount: Int) {
        self.added = added
        self.removed = removed
        self.changed = changed
        self.recompressed = recompressed
        self.unchangedCount = unchangedCount
    }
}
