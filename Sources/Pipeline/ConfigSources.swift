import CredentialConfig
package import Diagnostics
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

    /// Calls `body` with one config after the other, or with what keeps one from being read; memory for a config is held
    /// no longer than `body` holds it. Nothing is read twice, by whatever paths it is named.
    ///
    /// A file that is named is judged whatever it is; of what directories and archives hold, what may be a credential.
    ///
    /// - Returns: how many other `*.json` there were in directories and archives.
    package static func read(_ paths: [String], _ body: (Result<SourceText, DiagnosedError>) -> Void) -> Int {
        var seen: Set<Tree.Identity> = []
        var others = 0
        func isNew(_ path: String) -> Bool {
            guard let identity = Tree.identity(of: path) else { return true }
            return seen.insert(identity).inserted
        }
        for path in paths {
            if path != "-", Tree.kind(of: path, following: true) == .directory {
                let search = Tree.search(path, suffix: ".json")
                for problem in search.problems { body(.failure(DiagnosedError(problem))) }
                var isEmpty = search.problems.isEmpty
                for file in search.files where isNew(file) {
                    let text = Result { () throws(DiagnosedError) in try ConfigStage.read(file) }
                    if case .success(let text) = text, !CredentialText.mayBe(text.bytes) {
                        others += 1
                        continue
                    }
                    isEmpty = false
                    body(text)
                }
                if isEmpty { body(.failure(nothing(in: "directory", path))) }
            } else if isArchive(path) {
                if isNew(path) { others += readArchive(path, body) }
            } else if path == "-" || isNew(path) {
                body(Result { () throws(DiagnosedError) in try ConfigStage.read(path) })
            }
        }
        return others
    }

    private static func readArchive(_ path: String, _ body: (Result<SourceText, DiagnosedError>) -> Void) -> Int {
        var others = 0
        do throws(DiagnosedError) {
            let archive = try ArchiveReader(file: path)
            try archive.requireSound()
            var isEmpty = true
            for entry in archive.entries where mayBeConfig(entry) {
                let text = SourceText(name: "\(path)/\(entry.name)", bytes: try archive.contents(of: entry))
                guard CredentialText.mayBe(text.bytes) else {
                    others += 1
                    continue
                }
                isEmpty = false
                body(.success(text))
            }
            if isEmpty { throw nothing(in: "archive", path) }
        } catch {
            body(.failure(error))
        }
        return others
    }

    private static func mayBeConfig(_ entry: ArchiveEntry) -> Bool {
        entry.name.bytes.ends(with: ".json".utf8) && entry.size <= ConfigStage.limit
    }

    private static func nothing(in kind: String, _ path: String) -> DiagnosedError {
        return DiagnosedError(
            Diagnostic(
                .nothingToValidate, .error, "there is no credential config in the \(kind) `\(path)`", at: .file(path),
                help: "name the \(kind) that has the config, or the config itself"))
    }
}

extension [UInt8] {
    fileprivate func ends(with suffix: String.UTF8View) -> Bool {
        count >= suffix.count && self[(count - suffix.count)...].elementsEqual(suffix)
    }
}
