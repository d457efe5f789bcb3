package import Diagnostics
import Files
import PluginArchive
import SpannedJSON

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
    /// no longer than `body` holds it. Nothing is read twice, even when it is named twice.
    package static func read(_ paths: [String], _ body: (Result<SourceText, DiagnosedError>) -> Void) {
        var seen: Set<String> = []
        func readFile(_ path: String) {
            guard seen.insert(path).inserted else { return }
            body(Result { () throws(DiagnosedError) in try ConfigStage.read(path) })
        }
        for path in paths {
            if path != "-", Tree.kind(of: path, following: true) == .directory {
                let search = Tree.search(path, suffix: ".json")
                for problem in search.problems { body(.failure(DiagnosedError(problem))) }
                if search.files.isEmpty, search.problems.isEmpty { body(.failure(nothing(in: "directory", path))) }
                for file in search.files { readFile(file) }
            } else if isArchive(path) {
                if seen.insert(path).inserted { readArchive(path, body) }
            } else {
                readFile(path)
            }
        }
    }

    private static func readArchive(_ path: String, _ body: (Result<SourceText, DiagnosedError>) -> Void) {
        do throws(DiagnosedError) {
            let archive = try ArchiveReader(file: path)
            try archive.requireSound()
            var isEmpty = true
            for entry in archive.entries where mayBeConfig(entry) {
                let text = SourceText(name: "\(path)/\(entry.name)", bytes: try archive.contents(of: entry))
                guard isExternalAccount(text) else { continue }
                isEmpty = false
                body(.success(text))
            }
            if isEmpty { throw nothing(in: "archive", path) }
        } catch {
            body(.failure(error))
        }
    }

    private static func mayBeConfig(_ entry: ArchiveEntry) -> Bool {
        entry.name.bytes.ends(with: ".json".utf8) && entry.size <= ConfigStage.limit
    }

    /// Archives hold other JSON files too; a config is what says that it is one.
    private static func isExternalAccount(_ text: SourceText) -> Bool {
        guard case .object(let object)? = JSONParser.parse(text).root?.value,
            case .string(let type)? = object["type"]?.value.value
        else { return false }
        return type.text == "external_account"
    }

    private static func nothing(in kind: String, _ path: String) -> DiagnosedError {
        let what = kind == "archive" ? "credential config" : "*.json"
        return DiagnosedError(
            Diagnostic(
                .nothingToValidate, .error, "there is no \(what) in the \(kind) `\(path)`", at: .file(path),
                help: "name the \(kind) that has the config, or the config itself"))
    }
}

extension [UInt8] {
    fileprivate func ends(with suffix: String.UTF8View) -> Bool {
        count >= suffix.count && self[(count - suffix.count)...].elementsEqual(suffix)
    }
}
