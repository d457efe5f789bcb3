import Crypto
package import Diagnostics

extension ArchiveReader {
    /// What reading all contents told.
    package struct Contents: Sendable {
        /// What is wrong with contents, in order of the directory, and how many findings more there are than anybody reads;
        /// entries that have errors already are not read.
        package let findings: [Diagnostic]
        /// SHA-256 of each entry's content, in the order of ``ArchiveReader/entries``; `nil` where it could not be read.
        package let hashes: [ContentHash?]
        /// CRC-32 of each entry's compressed bytes, likewise.
        package let packedChecksums: [UInt32?]
        /// The digest over names, modes and contents as in ``ArchiveSummary/contentDigest``, directories left out and modes
        /// that the archive does not have taken for 0644; `nil` unless every content could be read.
        package let digest: ContentHash?
    }

    /// Inflates every entry and checks its size and checksum. Throws when the archive cannot be read, and `CancellationError` when the
    /// task is cancelled.
    ///
    /// - Parameters:
    ///   - threads: how many may work side by side; `nil` takes as many as there are processors, at most eight.
    ///   - progress: called after each entry, and on the way through a large one, by one thread at a time but not always
    ///     the same.
    package func checkContents(
        threads: Int? = nil, progress: (@Sendable (ArchiveProgress) -> Void)? = nil
    ) async throws -> Contents {
        try await WorkerThreads.run { cancellation in
            try checkContents(threads: threads, cancellation: cancellation, progress: progress)
        }
    }

    /// The same on the calling thread and as many more as are wanted; it must be none of the cooperative pool.
    package func checkContents(
        threads: Int? = nil, cancellation: CancellationSwitch, progress: (@Sendable (ArchiveProgress) -> Void)? = nil
    ) throws -> Contents {
        let total = contentSize
        let wanted = threads ?? WorkerThreads.sensibleCount
        let run = ContentCheckRun(self, total: total, cancellation: cancellation, progress: progress)
        WorkerThreads.run(isSafeToInflate ? min(wanted, entries.count, 1 + total / (1 << 20)) : 1) { run.work() }
        let (problems, hashes, packedChecksums) = try run.result()
        return Contents(
            findings: problems, hashes: hashes, packedChecksums: packedChecksums, digest: digest(hashes))
    }

    private func digest(_ hashes: [ContentHash?]) -> ContentHash? {
        guard isSound, hashes.allSatisfy({ $0 != nil }) else { return nil }
        var digest = ContentDigest()
        for index in entries.indices.sorted(by: { entries[$0].name < entries[$1].name })
        where !entries[index].isDirectory {
            guard let hash = hashes[index] else { return nil }
            let entry = entries[index]
            digest.add(name: entry.name, mode: entry.mode ?? 0o644, hash: hash)
        }
        return digest.finalize()
    }
}

/// Contents being checked by several threads, each of which takes the next entry.
private final class ContentCheckRun: @unchecked Sendable {
    private let archive: ArchiveReader
    private let total: Int
    private let cancellation: CancellationSwitch
    private let progress: (@Sendable (ArchiveProgress) -> Void)?
    /// Guards all that follows.
    private let monitor = Monitor()
    /// Bytes of an entry after which progress is told before its end.
    private static let step = 4 << 20
    private var next = 0
    private var bytesDone = 0
    private var problems = ContentProblems()
    private var hashes: [ContentHash?]
    private var packedChecksums: [UInt32?]
    private var failure: (any Error)?

    init(
        _ archive: ArchiveReader, total: Int, cancellation: CancellationSwitch,
        progress: (@Sendable (ArchiveProgress) -> Void)?
    ) {
        self.archive = archive
        self.total = total
        self.cancellation = cancellation
        self.progress = progress
        hashes = Array(repeating: nil, count: archive.entries.count)
        packedChecksums = Array(repeating: nil, count: archive.entries.count)
    }

    func work() {
        let inflater = EntryInflater()
        monitor.lock()
        defer { monitor.unlock() }
        while failure == nil, next < archive.entries.count {
            let index = next
            next += 1
            let entry = archive.entries[index]
            guard archive.canInflate(entry) else { continue }
            monitor.unlock()
            var hasher = SHA256()
            var (count, told) = (0, 0)
            let outcome = Result {
                try cancellation.check()
                let problem = try inflater.inflate(entry, of: archive, unless: { cancellation.isTurned }) { bytes in
                    hasher.update(bufferPointer: bytes)
                    count += bytes.count
                    if count - told >= Self.step {
                        tell(count - told)
                        told = count
                    }
                }
                try cancellation.check()
                return problem
            }
            monitor.lock()
            switch outcome {
            case .success(let problem?): problems.add(problem, of: index)
            case .success(nil):
                hashes[index] = ContentHash(hasher.finalize())
                packedChecksums[index] = inflater.packedChecksum
            case .failure(let error): failure = error
            }
            advance(entry.size - told)
        }
    }

    private func tell(_ count: Int) {
        monitor.lock()
        advance(count)
        monitor.unlock()
    }

    /// Within the lock.
    private func advance(_ count: Int) {
        bytesDone += count
        progress?(ArchiveProgress(bytesDone: bytesDone, bytesPlanned: total))
    }

    func result() throws -> ([Diagnostic], [ContentHash?], [UInt32?]) {
        if let failure { throw failure }
        return (problems.diagnostics(path: archive.name), hashes, packedChecksums)
    }
}
