package import Diagnostics
import Files
package import PluginArchive

/// The archive stage alone: directories and files in, an archive out.
package struct PackStage: Sendable {
    private let choices: ArchiveChoices
    private let surroundings: Surroundings
    private let isStrict: Bool

    /// - Parameter isStrict: whether a warning keeps the archive from being published, as an error does.
    package init(_ choices: ArchiveChoices, surroundings: Surroundings, isStrict: Bool = false) {
        self.choices = choices
        self.surroundings = surroundings
        self.isStrict = isStrict
    }

    package struct Outcome: Sendable {
        package let diagnostics: [Diagnostic]
        package let summary: ArchiveSummary
        /// Whether the archive is at its path.
        package let isPublished: Bool
    }

    /// Packs the contents of directories, and single files, into an archive at `output`. Blocks, so it must be called on no
    /// thread of the cooperative pool.
    ///
    /// - Throws: ``DiagnosedError`` when there is an error, `CancellationError` when `cancellation` is turned; what was at
    ///   `output` then stays.
    package func pack(_ paths: [String], output: String, cancellation: CancellationSwitch) throws -> Outcome {
        let sources = paths.map { path in
            Tree.kind(of: path, following: true) == .directory ? ArchiveSource.directory(path) : .file(path)
        }
        let plan = try choices.plan(sources, outputs: [output])
        let isStrict = isStrict
        let diagnostics = { @Sendable (summary: ArchiveSummary) in
            plan.diagnostics + plan.lints(size: summary.size, path: output)
        }
        let isGood = { @Sendable (summary: ArchiveSummary) in
            !isStrict || !diagnostics(summary).contains { $0.severity == .warning }
        }
        let summary = try choices.writer(plan, surroundings).write(
            toFile: output, cancellation: cancellation, if: isGood)
        return Outcome(
            diagnostics: diagnostics(summary), summary: summary, isPublished: isGood(summary))
    }
}
