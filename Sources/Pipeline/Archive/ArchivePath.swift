import Diagnostics
import Files

/// Where the archive is that a path means.
enum ArchivePath {
    /// The path itself, or `plugins.zip` in a directory that has one, as a build's output directory does.
    ///
    /// - Throws: I103 for another directory. Whether there is a file is not looked at.
    static func resolve(_ path: String) throws(DiagnosedError) -> String {
        guard Tree.kind(of: path, following: true) == .directory else { return path }
        let inside = Tree.path(of: OutputDirectory.archive, in: path)
        guard Tree.kind(of: inside, following: true) == .other else {
            throw DiagnosedError(
                Diagnostic(
                    .notAFile, .error, "`\(path)` is a directory, without a \(OutputDirectory.archive) in it",
                    at: .file(path), help: "name an archive; `mwaa-gcp pack` makes one of a directory"))
        }
        return inside
    }
}
