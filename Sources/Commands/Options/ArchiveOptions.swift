import ArgumentParser
import Pipeline
import PluginArchive

/// How an archive is made.
struct ArchiveOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Keep out what matches, such as `tests/`, `*.md` or `lib/**/*.txt`; can be given several times.",
            valueName: "glob"))
    var exclude: [String] = []

    @Flag(help: "Pack __pycache__, *.pyc, .git, .DS_Store, __MACOSX and ._* too.")
    var noDefaultExcludes = false

    @Option(help: ArgumentHelp("How hard to compress, from 0 (not at all) to 9.", valueName: "number"))
    var level = CompressionLevel.standard.number

    @Option(
        help: ArgumentHelp(
            "Permissions of every file, 0644 or 0755 (default: 0755 for what may be executed, else 0644).",
            valueName: "mode"))
    var mode: String?

    init() {}

    /// What was given without the parser, and what the parser takes for the rest.
    init(exclude: [String], level: Int?) {
        self.exclude = exclude
        noDefaultExcludes = false
        self.level = level ?? CompressionLevel.standard.number
        mode = nil
    }

    func validate() throws {
        guard CompressionLevel(level) != nil else { throw ValidationError("--level takes a number from 0 to 9.") }
        if let mode, ModeRule(mode) == nil { throw ValidationError("--mode takes 0644 or 0755.") }
    }

    /// - Parameters:
    ///   - threads: how many compress; `nil` leaves it to the machine.
    ///   - progress: told how far the archive is.
    func choices(threads: Int? = nil, progress: ByteProgress) -> ArchiveChoices {
        var choices = ArchiveChoices()
        choices.excludes = exclude
        choices.usesDefaultExcludes = !noDefaultExcludes
        choices.level = CompressionLevel(level) ?? .standard
        choices.mode = mode.flatMap { ModeRule($0) } ?? .executableBit
        choices.threads = threads
        choices.progress = { progress.update($0.bytesDone, of: $0.bytesPlanned) }
        return choices
    }
}

/// How many threads work on an archive; the result does not depend on it.
struct ThreadOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "How many threads work side by side (default: one for each processor, at most 8).", valueName: "number"))
    var threads: Int?

    init() {}

    /// What was given without the parser.
    init(threads: Int?) {
        self.threads = threads
    }

    func validate() throws {
        if let threads, !(1...64).contains(threads) {
            throw ValidationError("--threads takes a number from 1 to 64.")
        }
    }
}
