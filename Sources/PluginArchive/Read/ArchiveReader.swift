package import Diagnostics
import Glibc

/// An archive of anybody's, read strictly: every way to read it must give the same files.
///
/// Opening it reads the directory and the local headers, not the contents.
package struct ArchiveReader: Sendable {
    /// The path for messages.
    package let name: String
    /// Bytes of the archive.
    package let size: Int
    /// In the order of the directory; those whose records could be read at all.
    package let entries: [ArchiveEntry]
    /// What is wrong with the structure, in order of place. An archive with an error among them should not be used.
    package let findings: [Diagnostic]
    /// No error was found in the structure.
    package let isSound: Bool
    /// Inflating all entries stays within the limits: no records overlap, and they claim no more than they may.
    package let isSafeToInflate: Bool
    let input: ArchiveInput
    let limits: ReaderLimits
    /// Entries, by index, that have an error of their own.
    private let broken: Set<Int>

    /// Reads the structure of the archive at `path`. Throws when it cannot be opened or read.
    package init(file path: String, limits: ReaderLimits = ReaderLimits()) throws(DiagnosedError) {
        try self.init(ArchiveInput(file: path), limits)
    }

    /// Reads the structure of an archive in memory, called `name` in messages.
    package init(bytes: [UInt8], name: String, limits: ReaderLimits = ReaderLimits()) throws(DiagnosedError) {
        try self.init(ArchiveInput(bytes: bytes, name: name), limits)
    }

    private init(_ input: ArchiveInput, _ limits: ReaderLimits) throws(DiagnosedError) {
        self.input = input
        self.limits = limits
        name = input.name
        size = input.size
        var findings = FindingCollector(path: input.name)
        var structure = ArchiveStructure()
        if let end = try EndRecord.find(in: input, &findings) {
            try structure.read(end, in: input, limits, &findings)
        }
        entries = structure.entries
        isSafeToInflate = structure.isSafeToInflate
        isSound = !findings.hasError
        broken = findings.brokenEntries
        self.findings = findings.sorted()
    }

    /// Sum of the uncompressed sizes that the entries claim, as far as that can be counted.
    package var contentSize: Int { entries.lazy.map(\.size).saturatingSum() }

    /// Throws the findings when there is an error among them.
    package func requireSound() throws(DiagnosedError) {
        if !isSound { throw DiagnosedError(findings) }
    }

    /// The uncompressed content of an entry of this archive, with its checksum verified; empty for a directory.
    ///
    /// Throws when the archive or the entry has errors, when the content is larger than ``ReaderLimits/contentSize``, when the stream is
    /// broken, and when the file cannot be read.
    package func contents(of entry: ArchiveEntry) throws(DiagnosedError) -> [UInt8] {
        guard canInflate(entry) else {
            throw DiagnosedError(findings.filter { $0.severity == .error })
        }
        guard entry.size <= limits.contentSize else {
            throw DiagnosedError(
                Diagnostic(
                    .archiveTooLarge, .error,
                    "\(entry.name) is \(entry.size) bytes, more than the \(limits.contentSize) that may be read at once",
                    at: place(entry)))
        }
        var content: [UInt8] = []
        content.reserveCapacity(min(entry.size, 1 << 20))
        let inflater = EntryInflater()
        if let problem = try inflater.inflate(entry, of: self, to: { content.append(contentsOf: $0) }) {
            throw DiagnosedError(problem)
        }
        return content
    }

    /// Unpacks an entry, of any size, to a new file at `path` with mode 0644 or 0755. What is already there is left alone and
    /// an error, a symbolic link too.
    ///
    /// Throws as ``contents(of:)`` does, and when the file cannot be written; part of it may be there then.
    package func unpack(_ entry: ArchiveEntry, to path: String) throws(DiagnosedError) {
        guard canInflate(entry) else {
            throw DiagnosedError(findings.filter { $0.severity == .error })
        }
        let mode: mode_t = (entry.mode ?? 0) & 0o111 == 0 ? 0o644 : 0o755
        let flags = O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC
        guard let file = Descriptor(open(path, flags, mode)), fchmod(file.number, mode) == 0 else {
            throw StagedFile.failure(path, errno)
        }
        let number = file.number
        var position = 0
        var failed: Int32?
        let problem = try EntryInflater().inflate(entry, of: self) { bytes in
            if failed == nil, !writeFully(number, bytes, at: position) { failed = errno }
            position += bytes.count
        }
        if let failed { throw StagedFile.failure(path, failed) }
        if let problem { throw DiagnosedError(problem) }
    }

    /// The entry itself has no error and can be found.
    func canInflate(_ entry: ArchiveEntry) -> Bool {
        isSafeToInflate && entry.dataOffset != nil && entry.method != nil && !broken.contains(entry.index)
    }

    func place(_ entry: ArchiveEntry) -> Place {
        .archive(path: name, entry: entry.name.description, offset: entry.recordOffset)
    }
}
