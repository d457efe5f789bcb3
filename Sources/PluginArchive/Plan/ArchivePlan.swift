package import Diagnostics
import Glibc

/// What an archive will hold: names without collisions, in the order of their bytes, and where each content is.
///
/// Making a plan reads directories, not contents; what a file was like then is remembered, and writing stops when it has
/// changed.
package struct ArchivePlan: Sendable {
    package let entries: [PlannedEntry]
    /// Warnings and notes; a plan with errors is never made.
    package let diagnostics: [Diagnostic]
    /// How many files and directories each exclude pattern kept out; a directory counts once.
    package let excluded: [String: Int]

    /// Sum of the entries' sizes in bytes, as far as that can be counted: a file system may have sparse files of any size.
    package var totalSize: Int { entries.lazy.map(\.size).saturatingSum() }

    package struct Options: Sendable {
        /// Patterns besides the defaults, for directories.
        package var excludes: [ExcludePattern] = []
        /// Whether ``ExcludePattern/defaults`` apply.
        package var usesDefaultExcludes = true
        package var mode = ModeRule.executableBit
        /// Paths of what is about to be written, files or directories: no part of the archive when they lie in a source.
        package var outputs: [String] = []
        /// More entries than this are refused: links between directories can make trees without end in sight.
        package var maximumEntries = 1_000_000

        package init() {}
    }

    /// Walks `sources` and checks what was found.
    ///
    /// Throws every error found, with the warnings and notes: names that unpackers disagree on, collisions, links that
    /// lead out, special files, what cannot be read, and a plan without any entry.
    package init(_ sources: [ArchiveSource], options: Options = Options()) throws(DiagnosedError) {
        var collector = EntryCollector(options: options)
        for source in sources { collector.add(source) }
        collector.finish()
        let problems = collector.diagnostics
        if problems.contains(where: { $0.severity == .error }) { throw DiagnosedError(problems) }
        entries = collector.entries
        diagnostics = problems
        excluded = collector.excluded
    }
}
