import ArgumentParser
import Diagnostics
import Pipeline
import PluginArchive
import Reporting

struct InspectCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "inspect", abstract: "Judge a plugins.zip, whoever made it.",
        discussion: """
            Reads the archive strictly: whatever different unpackers would see differently is an error, with its entry \
            and byte offset, and so is what is damaged. Then says what MWAA would meet, such as plugins nested one \
            directory too deep. Nothing is unpacked.

            EXAMPLES
              mwaa-gcp inspect plugins.zip
              mwaa-gcp inspect --list plugins.zip
              mwaa-gcp inspect --output-format json --list plugins.zip
            """)

    @Argument(help: ArgumentHelp("An archive, or the output directory of a build.", valueName: "archive"))
    var archive: String

    @Flag(help: "Show the entries as well, in the columns of `unzip -v`.")
    var list = false

    @OptionGroup var threads: ThreadOptions
    @OptionGroup var report: ReportOptions

    func run() async throws {
        try await report.reporting("inspect") {
            let progress = ByteProgress(label: "reading")
            defer { progress.finish() }
            var stage = InspectStage()
            stage.threads = threads.threads
            stage.progress = { progress.update($0.bytesDone, of: $0.bytesPlanned) }
            let outcome = try await stage.inspect(archive)
            let (read, contents) = (outcome.archive, outcome.contents)
            var report = Report(
                command: "inspect", diagnostics: outcome.diagnostics, inputs: [read.name],
                conclusion: "\(read.name) is a sound archive")
            guard !read.entries.isEmpty || read.isSound else { return (report, []) }
            report.archive = ReportedArchive(
                path: read.name, size: read.size, contentSize: read.contentSize,
                fileCount: read.entries.count { !$0.isDirectory }, contentSHA256: contents.digest?.hex,
                entries: list ? zip(read.entries, contents.hashes).map(ReportedEntry.init) : nil)
            return (report, [])
        }
    }
}

extension ReportedEntry {
    fileprivate init(_ entry: ArchiveEntry, _ hash: ContentHash?) {
        self.init(
            name: entry.name.description, size: entry.size, compressedSize: entry.compressedSize,
            method: entry.methodNumber, flags: entry.flags, modified: entry.modified.description, crc32: entry.crc32,
            mode: entry.mode, sha256: entry.isDirectory ? nil : hash?.hex)
    }
}
