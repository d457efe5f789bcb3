import ArgumentParser
import Diagnostics
import Pipeline
import PluginArchive
import Reporting

struct DiffCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "diff", abstract: "Compare two archives by what they unpack to.",
        discussion: """
            Tells which entries were added, removed or changed in content or mode, and which have the same content in \
            other compressed bytes, as another zlib or level makes them. Both archives must be sound.

            EXAMPLES
              mwaa-gcp diff deployed.zip plugins.zip
              mwaa-gcp diff dist.old dist || echo 'the environment needs an update'

            EXIT STATUS
              0 the same content, 1 other content, 2 an archive cannot be read or is not sound.
            """)

    @Argument(help: ArgumentHelp("An archive, or the output directory of a build.", valueName: "old"))
    var old: String

    @Argument(help: ArgumentHelp("The one to compare it with.", valueName: "new"))
    var new: String

    @OptionGroup var threads: ThreadOptions
    @OptionGroup var report: ReportOptions

    func run() async throws {
        try await report.reporting("diff", needsSoundInputs: true) {
            let progress = ByteProgress(label: "reading")
            defer { progress.finish() }
            var stage = InspectStage()
            stage.threads = threads.threads
            stage.progress = { progress.update($0.bytesDone, of: $0.bytesPlanned) }
            let difference = try await stage.compare(old, new)
            var report = Report(command: "diff", diagnostics: difference.diagnostics, inputs: [new])
            report.difference = ReportedDifference(difference)
            return (report, [])
        }
    }
}

extension ReportedDifference {
    fileprivate init(_ difference: ArchiveDiff) {
        self.init(
            added: difference.added.map(Side.init), removed: difference.removed.map(Side.init),
            changed: difference.changed.map { Change(old: Side($0.old), new: Side($0.new), summary: $0.description) },
            recompressed: difference.recompressed.map {
                Change(
                    old: Side($0.old), new: Side($0.new),
                    summary: "\($0.old.compressedSize) became \($0.new.compressedSize) compressed bytes")
            },
            unchangedCount: difference.unchangedCount)
    }
}

extension ReportedDifference.Side {
    fileprivate init(_ entry: ArchiveDiff.Entry) {
        self.init(
            name: entry.name.description, size: entry.size, compressedSize: entry.compressedSize, mode: entry.mode,
            sha256: entry.hash.hex)
    }
}
