package import Diagnostics
package import PluginArchive

/// Reads archives of anybody's.
package struct InspectStage: Sendable {
    /// Threads that inflate; `nil`: as many as there are processors, at most eight.
    package var threads: Int?
    /// Told how far the reading is, by one thread at a time but not always the same.
    package var progress: @Sendable (ArchiveProgress) -> Void = { _ in }

    package init() {}

    package struct Outcome: Sendable {
        package let archive: ArchiveReader
        package let contents: ArchiveReader.Contents
        /// What is wrong with structure and contents, then what MWAA would meet.
        package var diagnostics: [Diagnostic] { archive.findings + contents.findings + archive.lints }
    }

    /// Reads all of an archive, or of the archive in the output directory of a build.
    ///
    /// - Throws: ``DiagnosedError`` when it cannot be read at all.
    package func inspect(_ path: String) async throws -> Outcome {
        let archive = try ArchiveReader(file: ArchivePath.resolve(path))
        return Outcome(
            archive: archive, contents: try await archive.checkContents(threads: threads, progress: progress))
    }

    /// Compares two archives by what they unpack to.
    ///
    /// - Throws: ``DiagnosedError`` when one cannot be read or is not sound.
    package func compare(_ old: String, _ new: String) async throws -> ArchiveDiff {
        let old = try ArchiveReader(file: ArchivePath.resolve(old))
        let new = try ArchiveReader(file: ArchivePath.resolve(new))
        return try await ArchiveDiff(old: old, new: new, threads: threads, progress: progress)
    }
}
