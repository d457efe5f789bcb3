import ArgumentParser

extension PackCommand {
    /// The command, when its words are paths and the commonest options, spelled `--name value`. `nil` leaves the words to the
    /// parser: other options and spellings, what asks for help, and all that may be a mistake.
    ///
    /// For it takes the parser as long to look at its own definitions as it takes to pack a small directory.
    init?(plain words: some Sequence<String>) {
        var (paths, excludes): ([String], [String]) = ([], [])
        var output: String?
        var (level, threads): (Int?, Int?)
        var words = words.makeIterator()
        while let word = words.next() {
            guard word.hasPrefix("-") else {
                paths.append(word)
                continue
            }
            guard let value = words.next(), !value.hasPrefix("-") else { return nil }
            switch word {
            case "--exclude":
                excludes.append(value)
            case "--output" where output == nil:
                output = value
            case "--level" where level == nil:
                level = Int(value)
                guard level != nil else { return nil }
            case "--threads" where threads == nil:
                threads = Int(value)
                guard threads != nil else { return nil }
            default:
                return nil
            }
        }
        guard let output, !paths.isEmpty else { return nil }
        self.init()
        (self.paths, self.output) = (paths, output)
        archive = ArchiveOptions(exclude: excludes, level: level)
        self.threads = ThreadOptions(threads: threads)
        report = .standard
        do {
            try archive.validate()
            try self.threads.validate()
            try validate()
        } catch {
            return nil
        }
    }
}
