import CredentialConfig
import Diagnostics
import Files
import PluginArchive

/// The credential configs that paths lead to.
///
/// A path is a file, a directory with `*.json` and `*.zip` at any depth, a `plugins.zip` with configs in it, or `-` for
/// standard input.
package enum ConfigSources {
    /// Whether the path is an archive: by its name, or by how its content begins.
    package static func isArchive(_ path: String) -> Bool {
        guard path != "-", Tree.kind(of: path, following: true) == .other else { return false }
        return isArchiveName(path) || archiveSignatures.contains { InputFile.begins(path, with: $0) }
    }

    /// One thing to judge, or what keeps it from being judged.
    enum Source: Sendable {
        /// What was named: a file, judged whatever it is, an archive, or nothing at all.
        case named(String)
        /// A file of a directory: judged if it may be a credential, or an archive with such files.
        case found(String)
        /// Standard input.
        case input
        case failure(DiagnosedError)
        /// The end of what a directory holds.
        case end(of: Container)
    }

    /// A directory or an archive that was named.
    struct Container: Sendable {
        let kind: String
        let path: String

        /// What is wrong when nothing in it may be a credential.
        var isEmpty: Diagnostic {
            Diagnostic(
                .nothingToValidate, .error, "there is no credential config in the \(kind) `\(path)`", at: .file(path),
                help: "name the \(kind) that has the config, or the config itself")
        }
    }

    /// The sources that paths lead to, in order. A file that is named twice is there twice, standard input is not.
    static func list(_ paths: [String]) -> [Source] {
        var sources: [Source] = []
        var isInputRead = false
        for path in paths {
            if path == "-" {
                if !isInputRead { sources.append(.input) }
                isInputRead = true
            } else if Tree.kind(of: path, following: true) == .directory {
                let search = Tree.search(path, suffixes: [".json", ".zip"])
                sources += search.problems.map { .failure(DiagnosedError($0)) }
                sources.reserveCapacity(sources.count + search.files.count + 1)
                for file in search.files { sources.append(.found(file)) }
                sources.append(.end(of: Container(kind: "directory", path: path)))
            } else {
                sources.append(.named(path))
            }
        }
        return sources
    }

    /// What a source turned out to be.
    enum Content {
        case text(SourceText)
        /// - bytes: its own, where it is no file.
        case archive(name: String, bytes: [UInt8]?)
    }

    /// Reads what a path leads to; an archive is not opened yet.
    ///
    /// - Parameter identity: becomes that of the file as soon as it is known.
    static func read(_ path: String, identity: inout Tree.Identity?) throws(DiagnosedError) -> Content {
        if isArchiveName(path), Tree.kind(of: path, following: true) == .other {
            identity = Tree.identity(of: path)
            return .archive(name: path, bytes: nil)
        }
        let file = try ConfigStage.open(path)
        identity = file.identity
        // An archive may be larger than a config.
        if file.size > ConfigStage.limit, archiveSignatures.contains(where: { file.begins(with: $0) }) {
            return .archive(name: path, bytes: nil)
        }
        let bytes = try file.read(limit: ConfigStage.limit)
        return isArchive(bytes) ? .archive(name: path, bytes: nil) : .text(SourceText(name: path, bytes: bytes))
    }

    /// Reads standard input.
    static func readStandardInput() throws(DiagnosedError) -> Content {
        let text = try ConfigStage.read("-")
        return isArchive(text.bytes) ? .archive(name: text.name, bytes: text.bytes) : .text(text)
    }

    /// Calls `body` with one file of an archive after the other that may be a config, inflated.
    static func texts(
        ofArchive name: String, _ bytes: [UInt8]?, _ body: (SourceText) -> Void
    ) throws(DiagnosedError) {
        let archive: ArchiveReader =
            if let bytes { try ArchiveReader(bytes: bytes, name: name) } else { try ArchiveReader(file: name) }
        try archive.requireSound()
        for entry in archive.entries where mayBeConfig(entry) {
            body(SourceText(name: "\(name)/\(entry.name)", bytes: try archive.contents(of: entry)))
        }
    }

    private static func mayBeConfig(_ entry: ArchiveEntry) -> Bool {
        entry.name.bytes.suffix(5).map { $0 | 0x20 }.elementsEqual(".json".utf8) && entry.size <= ConfigStage.limit
    }

    private static func isArchiveName(_ path: String) -> Bool {
        // Most names end otherwise.
        path.utf8.last.map { $0 | 0x20 } == UInt8(ascii: "p") && path.lowercased().hasSuffix(".zip")
    }

    private static func isArchive(_ bytes: [UInt8]) -> Bool { archiveSignatures.contains(where: bytes.starts) }

    /// Of a local header, and of the end of an empty archive's central directory.
    private static let archiveSignatures: [[UInt8]] = [[0x50, 0x4B, 0x03, 0x04], [0x50, 0x4B, 0x05, 0x06]]
}
