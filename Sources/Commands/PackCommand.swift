import ArgumentParser
import Diagnostics
import Pipeline
import PluginArchive
import Reporting

struct PackCommand: PlainCommand {
    static let configuration = CommandConfiguration(
        commandName: "pack", abstract: "Pack directories and files into a reproducible archive.",
        discussion: """
            The archive stage of build alone. The contents of each directory become the root of the archive; a single \
            file is packed under its own name. Equal inputs give equal bytes, whatever the machine's clock, users or \
            number of processors; entries are dated 1980-01-01, or by SOURCE_DATE_EPOCH. The archive appears when it is \
            complete; on a failure what was there stays.

            EXAMPLES
              mwaa-gcp pack plugins --output plugins.zip
              mwaa-gcp pack plugins wheels/ojdbc.jar --output plugins.zip \\
                  --exclude tests/ --exclude '*.md'
            """)

    @Argument(help: ArgumentHelp("Directories and files to pack.", valueName: "path"))
    var paths: [String]

    @Option(help: ArgumentHelp("The archive to write.", valueName: "file"))
    var output: String

    @OptionGroup var archive: ArchiveOptions
    @OptionGroup var threads: ThreadOptions
    @OptionGroup var report: ReportOptions

    var needsCleaningUp: Bool { true }

    func validate() throws {
        // What a script's unset variable leaves.
        if output.isEmpty { throw ValidationError("--output takes a path, and this one is empty.") }
        if paths.contains("") { throw ValidationError("A path to pack is empty.") }
    }

    func run() throws {
        let isStrict = report.strict
        try report.reporting("pack") {
            let progress = ByteProgress(label: "packing")
            defer { progress.finish() }
            let choices = archive.choices(threads: threads.threads, progress: progress)
            let outcome = try PackStage(choices, surroundings: Terminal.surroundings, isStrict: isStrict)
                .pack(paths, output: output, cancellation: Interruption.cancellation)
            let summary = outcome.summary
            var report = Report(command: "pack", diagnostics: outcome.diagnostics, inputs: paths)
            guard outcome.isPublished else {
                report.remark = "\(output) was not written, since --strict takes a warning for an error"
                return (report, [])
            }
            report.artifacts = [ReportedArtifact(path: output, size: summary.size, sha256: summary.hash.hex)]
            report.archive = ReportedArchive(
                path: output, size: summary.size, contentSize: summary.entries.reduce(0) { $0 + $1.size },
                fileCount: summary.entries.count, contentSHA256: summary.contentDigest.hex,
                zlibVersion: summary.zlibVersion)
            report.conclusion = "\(output) was written"
            return (report, [])
        }
    }
}
