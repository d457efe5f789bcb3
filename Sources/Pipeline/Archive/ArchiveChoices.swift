import Diagnostics
package import PluginArchive

/// How archives are made: what `pack` and `build` are told by flags.
package struct ArchiveChoices: Sendable {
    /// Patterns as the user wrote them, besides the tool's own.
    package var excludes: [String] = []
    package var usesDefaultExcludes = true
    package var level = CompressionLevel.standard
    package var mode = ModeRule.executableBit
    /// Threads that compress; `nil`: as many as there are processors, at most eight.
    package var threads: Int?
    /// Told how far the archive is, by one thread at a time but not always the same.
    package var progress: @Sendable (ArchiveProgress) -> Void = { _ in }

    package init() {}

    /// - Parameter outputs: what is about to be written, and so is no source.
    /// - Throws: every malformed pattern.
    func plan(_ sources: [ArchiveSource], outputs: [String]) throws(DiagnosedError) -> ArchivePlan {
        var problems: [Diagnostic] = []
        var options = ArchivePlan.Options()
        for text in excludes {
            do throws(DiagnosedError) {
                options.excludes.append(try ExcludePattern(text))
            } catch {
                problems += error.diagnostics
            }
        }
        if !problems.isEmpty { throw DiagnosedError(problems) }
        options.usesDefaultExcludes = usesDefaultExcludes
        options.mode = mode
        options.outputs = outputs
        return try ArchivePlan(sources, options: options)
    }

    /// - Throws: when `SOURCE_DATE_EPOCH` is malformed.
    func writer(_ plan: ArchivePlan, _ surroundings: Surroundings) throws(DiagnosedError) -> ArchiveWriter {
        var options = ArchiveWriter.Options()
        options.level = level
        options.threads = threads
        if let epoch = surroundings.environment["SOURCE_DATE_EPOCH"] {
            options.timestamp = try ArchiveTimestamp(sourceDateEpoch: epoch)
        }
        return ArchiveWriter(plan, options: options, progress: progress)
    }
}
