import Diagnostics

/// Writes the archive that a plan describes. Its bytes depend on the plan, the level, the timestamp and zlib alone: not
/// on the number of threads, the clock, the locale or the order of a directory.
package struct ArchiveWriter: Sendable {
    package struct Options: Sendable {
        package var level = CompressionLevel.standard
        package var timestamp = ArchiveTimestamp.earliest
        /// Threads that compress; `nil` takes as many as there are processors, at most eight.
        package var threads: Int?
        /// Where zip64 begins; other limits than the format's are for tests.
        package var limits = Zip64Limits.format
        /// What a reader takes; others than ``ArchiveReader``'s are for tests.
        package var readerLimits = ReaderLimits()

        package init() {}
    }

    private let plan: ArchivePlan
    private let options: Options
    private let progress: (@Sendable (ArchiveProgress) -> Void)?

    /// - Parameter progress: called after each block that is done, by one thread at a time but not always the same; it
    ///   holds the work up, so it should only note what it is told.
    package init(
        _ plan: ArchivePlan, options: Options = Options(), progress: (@Sendable (ArchiveProgress) -> Void)? = nil
    ) {
        self.plan = plan
        self.options = options
        self.progress = progress
    }

    /// Writes the archive to `path`, where it appears when it is complete. On any failure what was there stays.
    ///
    /// - Parameter condition: asked when all is written; when it says no, what was there stays too.
    ///
    /// Throws ``DiagnosedError`` when a source changed or cannot be read, the archive cannot be written, or a reader would refuse
    /// it for its size or ratio;
    /// `CancellationError` when the task is cancelled. The process should ignore `SIGXFSZ`, so that a limit on the size of files
    /// is an error as well.
    package func write(
        toFile path: String, if condition: @escaping @Sendable (ArchiveSummary) -> Bool = { _ in true }
    ) async throws -> ArchiveSummary {
        try await WorkerThreads.run { try write(toFile: path, cancellation: $0, if: condition) }
    }

    /// The same, on the calling thread and as many more as are wanted; it must be none of the cooperative pool.
    package func write(
        toFile path: String, cancellation: CancellationSwitch, if condition: (ArchiveSummary) -> Bool = { _ in true }
    ) throws -> ArchiveSummary {
        // What is too large however well it is compressed is not even begun.
        try checkReadable(archiveSize: .max, path)
        var file = try StagedFile.forPath(path)
        let summary = try write(to: file.descriptor, named: path, cancellation: cancellation)
        try checkReadable(archiveSize: summary.size, path)
        if condition(summary) {
            try cancellation.check()
            try file.publish()
        }
        return summary
    }

    /// Writes the archive into an empty file that is open for reading and writing, not in append mode, and stays the
    /// caller's. After a failure its content is worthless.
    ///
    /// - Parameter name: the path for messages.
    package func write(to descriptor: Int32, named name: String) async throws -> ArchiveSummary {
        try await WorkerThreads.run { try write(to: descriptor, named: name, cancellation: $0) }
    }

    /// The same, on the calling thread and as many more as are wanted; it must be none of the cooperative pool.
    package func write(
        to descriptor: Int32, named name: String, cancellation: CancellationSwitch
    ) throws -> ArchiveSummary {
        let run = WriterRun(
            plan: plan, options: options,
            output: ArchiveOutput(descriptor: descriptor, name: name, cancellation: cancellation),
            cancellation: cancellation, progress: progress)
        return try run.run()
    }

    /// An archive that `inspect` would refuse is not made: who sees it next would take it for an attack as well.
    private func checkReadable(archiveSize: Int, _ path: String) throws(DiagnosedError) {
        guard let excess = options.readerLimits.excess(total: plan.totalSize, archiveSize: archiveSize) else { return }
        let largest = plan.entries.max { $0.size < $1.size }
        throw DiagnosedError(
            Diagnostic(
                excess.code, .error, excess.message, at: .file(path),
                help: largest.map { "leave out or compress what is that large: \($0.name) is \($0.size) bytes" }))
    }
}
