import CredentialConfig
import Diagnostics
import Files
import PluginArchive

/// The credential configs that paths lead to.
///
/// A path is a file, a directory with `*.json` at any depth, a `plugins.zip` with configs in it, or `-` for standard input.
package enum ConfigSources {
    /// Whether the path is an archive: by its name, or by how its content begins.
    package static func isArchive(_ path: String) -> Bool {
        guard path != "-", Tree.kind(of: path, following: true) == .other else { return false }
        return path.lowercased().hasSuffix(".zip") || InputFile.begins(path, with: [0x50, 0x4B, 0x03, 0x04])
            || InputFile.begins(path, with: [0x50, 0x4B, 0x05, 0x06])
    }

    /// One thing to judge, or what keeps it from being judged.
    enum Source: Sendable {
        /// A file that was named: judged whatever it is.
        case file(String)
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
                let search = Tree.search(path, suffix: ".json")
                for problem in search.problems { body(.failure(DiagnosedError(problem))) }
                for file in search.files where isNew(file) { body(.fileFound(file)) }
                body(.end(of: Container(kind: "directory", path: path)))
            } else if isArchive(path) {
                if isNew(path) { listArchive(path, body) }
            } else if path == "-" || isNew(path) {
                body(.file(path))
            }
        }
    }

    private static func listArchive(_ path: String, _ body: (Source) -> Void) {
        do throws(DiagnosedError) {
            let archive = try ArchiveReader(file: path)
            try archive.requireSound()
            for entry in archive.entries where mayBeConfig(entry) {
                body(.text(SourceText(name: "\(path)/\(entry.name)", bytes: try archive.contents(of: entry))))
            }
            body(.end(of: Container(kind: "archive", path: path)))
        } catch {
            body(.failure(error))
        }
    }

    private static func mayBeConfig(_ entry: ArchiveEntry) -> Bool {
        entry.name.bytes.ends(with: ".json".utf8) && entry.size <= ConfigStage.limit
    }
}

extension [UInt8] {
    fileprivate func ends(with suffix: String.UTF8View) -> Bool {
        count >= suffix.count && self[(count - suffix.count)...].elementsEqual(suffix)
    }
}
