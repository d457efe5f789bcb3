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
        return path.lowercased().hasSuffix(".zip")
            || archiveSignatures.contains { InputFile.begins(path, with: $0) }
    }

    /// Of a local header, and of the end of an empty archive's central directory.
    private static let archiveSignatures: [[UInt8]] = [[0x50, 0x4B, 0x03, 0x04], [0x50, 0x4B, 0x05, 0x06]]

    /// One thing to judge, or what keeps it from being judged.
    enum Source: Sendable {
        /// A file that was named: judged whatever it is.
        case file(String)
        /// Standard input, read: judged whatever it is.
        case input(SourceText)
        /// A file of a directory: judged if it may be a credential.
        case fileFound(String)
        /// A file of an archive, inflated.
        case text(SourceText)
        case failure(DiagnosedError)
        /// The end of what a directory or archive holds.
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

    /// Calls `body` with one source after the other; an archive is inflated file by file. Nothing is read twice, by
    /// whatever paths it is named.
    static func list(_ paths: [String], _ body: (Source) -> Void) {
        var seen: Set<Tree.Identity> = []
        func isNew(_ path: String) -> Bool {
            guard let identity = Tree.identity(of: path) else { return true }
            return seen.insert(identity).inserted
        }
        for path in paths {
            if path != "-", Tree.kind(of: path, following: true) == .directory {
                let search = Tree.search(path, suffixes: [".json", ".zip"])
                for problem in search.problems { body(.failure(DiagnosedError(problem))) }
                for file in search.files where isNew(file) {
                    if isArchive(file) { listFoundArchive(file, body) } else { body(.fileFound(file)) }
                }
                body(.end(of: Container(kind: "directory", path: path)))
            } else if isArchive(path) {
                if isNew(path) { listArchive(path, body) }
            } else if path == "-" {
                listStandardInput(body)
            } else if isNew(path) {
                body(.file(path))
            }
        }
    }

    private static func listArchive(_ path: String, _ body: (Source) -> Void) {
        do throws(DiagnosedError) {
            try listEntries(of: ArchiveReader(file: path), path, body)
            body(.end(of: Container(kind: "archive", path: path)))
        } catch {
            body(.failure(error))
        }
    }

    private static func listStandardInput(_ body: (Source) -> Void) {
        do throws(DiagnosedError) {
            let text = try ConfigStage.read("-")
            guard archiveSignatures.contains(where: text.bytes.starts) else { return body(.input(text)) }
            try listEntries(of: ArchiveReader(bytes: text.bytes, name: text.name), text.name, body)
            body(.end(of: Container(kind: "archive", path: text.name)))
        } catch {
            body(.failure(error))
        }
    }

    /// An archive that lies in a directory may be anything: one without a config is no mistake, and what cannot be read
    /// need not be a plugins.zip.
    private static func listFoundArchive(_ path: String, _ body: (Source) -> Void) {
        do throws(DiagnosedError) {
            try listEntries(of: ArchiveReader(file: path), path, body)
        } catch {
            body(.failure(DiagnosedError(error.diagnostics.filter { $0.severity == .error }.map(\.asWarning))))
        }
    }

    private static func listEntries(
        of archive: ArchiveReader, _ path: String, _ body: (Source) -> Void
    ) throws(DiagnosedError) {
        try archive.requireSound()
        for entry in archive.entries where mayBeConfig(entry) {
            body(.text(SourceText(name: "\(path)/\(entry.name)", bytes: try archive.contents(of: entry))))
        }
    }

    private static func mayBeConfig(_ entry: ArchiveEntry) -> Bool {
        entry.name.bytes.suffix(5).map { $0 | 0x20 }.elementsEqual(".json".utf8) && entry.size <= ConfigStage.limit
    }
}

extension Diagnostic {
    fileprivate var asWarning: Diagnostic {
        var copy = self
        copy.severity = .warning
        return copy
    }
}
