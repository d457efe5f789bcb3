import Diagnostics

/// How two archives differ, as a deployment sees it: by what they unpack to first, by their bytes last.
package struct ArchiveDiff: Sendable, Hashable {
    /// Only in the new one, in the order of the names' bytes, as all lists here are.
    package let added: [Entry]
    /// Only in the old one.
    package let removed: [Entry]
    /// In both, unpacking to something else.
    package let changed: [Change]
    /// In both, unpacking to the same, but compressed to other bytes: by another level or another zlib.
    package let recompressed: [Change]
    /// Entries in both that are the same in every respect looked at.
    package let unchangedCount: Int

    /// Both unpack to the same files with the same permissions. Directories on their own and times do not count.
    package var isSameContent: Bool { added.isEmpty && removed.isEmpty && changed.isEmpty }

    /// What is compared of an entry.
    package struct Entry: Sendable, Hashable {
        package let name: EntryName
        package let size: Int
        package let compressedSize: Int
        package let mode: UInt16
        package let hash: ContentHash
        /// Where its archive tells of it.
        let place: Place
    }

    package struct Change: Sendable, Hashable {
        package let old: Entry
        package let new: Entry

        package var name: EntryName { new.name }
        package var isContentChanged: Bool { old.hash != new.hash }
        package var isModeChanged: Bool { old.mode != new.mode }
    }

    /// Reads the contents of both archives and compares them. Throws ``DiagnosedError`` with the findings of the first
    /// that has errors, or when a file cannot be read; `CancellationError` when the task is cancelled.
    ///
    /// - Parameters:
    ///   - threads: how many may work side by side; `nil` takes as many as there are processors, at most eight.
    ///   - progress: told how far both together are, by one thread at a time but not always the same.
    package init(
        old: ArchiveReader, new: ArchiveReader, threads: Int? = nil,
        progress: (@Sendable (ArchiveProgress) -> Void)? = nil
    ) async throws {
        let (oldSize, newSize) = (old.contentSize, new.contentSize)
        let report = { @Sendable (done: Int) in
            progress?(ArchiveProgress(bytesDone: done, bytesPlanned: oldSize + newSize)) ?? ()
        }
        let oldSide = try await Side(old, threads) { report($0.bytesDone) }
        let newSide = try await Side(new, threads) { report(oldSize + $0.bytesDone) }
        removed = oldSide.entries.filter { newSide.byName[$0.name] == nil }
        added = newSide.entries.filter { oldSide.byName[$0.name] == nil }
        let pairs = newSide.entries.compactMap { new in oldSide.byName[new.name].map { Change(old: $0, new: new) } }
        changed = pairs.filter { $0.isContentChanged || $0.isModeChanged }
        let same = pairs.filter { !$0.isContentChanged && !$0.isModeChanged }
        recompressed = same.filter { oldSide.packed[$0.name] != newSide.packed[$0.name] }
        unchangedCount = same.count - recompressed.count
    }

    /// The files of one archive, in the order of their names.
    private struct Side {
        private(set) var entries: [Entry] = []
        private(set) var byName: [EntryName: Entry] = [:]
        /// How each is compressed.
        private(set) var packed: [EntryName: Packed] = [:]

        struct Packed: Equatable {
            let method: CompressionMethod?
            let checksum: UInt32?
        }

        init(
            _ archive: ArchiveReader, _ threads: Int?, progress: @escaping @Sendable (ArchiveProgress) -> Void
        ) async throws {
            try archive.requireSound()
            let contents = try await archive.checkContents(threads: threads, progress: progress)
            guard contents.findings.isEmpty else { throw DiagnosedError(contents.findings) }
            for (index, entry) in archive.entries.enumerated() where !entry.isDirectory {
                guard let hash = contents.hashes[index] else { continue }
                let compared = Entry(
                    name: entry.name, size: entry.size, compressedSize: entry.compressedSize,
                    mode: entry.mode ?? 0o644, hash: hash, place: archive.place(entry))
                entries.append(compared)
                byName[entry.name] = compared
                packed[entry.name] = Packed(method: entry.method, checksum: contents.packedChecksums[index])
            }
            entries.sort { $0.name < $1.name }
        }
    }
}
