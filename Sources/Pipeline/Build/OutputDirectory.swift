import Diagnostics
import Files
import Glibc
import SpannedJSON

/// The directory that `build` makes: all of it at once, or not at all.
struct OutputDirectory {
    static let manifest = "manifest.json"
    static let archive = "plugins.zip"

    /// Without a slash at the end.
    let path: String
    /// A complete sibling, until it is published.
    var staging: String { directory.path }
    private let directory: TemporaryDirectory

    /// Makes a staging directory beside `path`.
    ///
    /// - Throws: I202 when something is at `path` that no manifest of ours lists; I201 when nothing can be written.
    init(_ given: String) throws(DiagnosedError) {
        var trimmed = given
        while trimmed.count > 1, trimmed.hasSuffix("/") { trimmed.removeLast() }
        // A link to the output directory stays one.
        let path = Tree.absolute(trimmed)
        self.path = path
        try Self.refuseForeign(path, shownAs: given)
        let slash = path.lastIndex(of: "/")
        let parent = slash.map { $0 == path.startIndex ? "/" : String(path[..<$0]) } ?? "."
        let name = slash.map { path[path.index(after: $0)...] } ?? path[...]
        guard Tree.kind(of: parent, following: true) == .directory else { throw OutputFile.failure(given, ENOENT) }
        directory = try TemporaryDirectory(in: parent, prefix: ".\(name).mwaa-gcp-staging.")
        if chmod(directory.path, 0o755) != 0 { throw OutputFile.failure(given, errno) }
    }

    /// Puts the staged directory in the place of the old one, and removes the old one.
    ///
    /// - Throws: I201; the old directory is then where it was.
    func publish() throws(DiagnosedError) {
        try Tree.publish(staging, as: path)
        directory.release()
    }

    /// Removes what was staged.
    func discard() {
        directory.remove()
    }

    /// Whether a build made what is at `path`.
    static func isBuilt(_ path: String) -> Bool {
        listedFiles(path)?.contains(archive) ?? false
    }

    private static func refuseForeign(_ path: String, shownAs given: String) throws(DiagnosedError) {
        switch Tree.kind(of: path, following: true) {
        case .missing: return
        case .other:
            throw DiagnosedError(
                Diagnostic(
                    .outputForeign, .error, "the output directory `\(given)` is a file", at: .file(given),
                    help: "name another directory"))
        case .directory: break
        }
        let listed = listedFiles(path)
        // One file too many is enough to refuse: the directory may be a whole disk.
        let present = Tree.files(below: path, limit: (listed?.count ?? 0) + 2)
        guard !present.isEmpty else { return }
        let foreign = present.filter { $0 != manifest && !(listed?.contains($0) ?? false) }
        guard listed == nil || !foreign.isEmpty else { return }
        let first = listed == nil ? present[0] : foreign[0]
        throw DiagnosedError(
            Diagnostic(
                .outputForeign, .error,
                "the output directory `\(given)` holds files that no build made, such as `\(first)`",
                at: .file(given), help: "build replaces the whole directory: name another one, or move those files"))
    }

    /// What the manifest in a directory lists; `nil` without a manifest of ours.
    private static func listedFiles(_ path: String) -> Set<String>? {
        guard let bytes = try? InputFile.read(path + "/" + manifest, limit: 256 << 20, role: "manifest"),
            let root = JSONParser.parse(
                SourceText(name: manifest, bytes: bytes), limits: .init(bytes: 256 << 20)
            ).root,
            case .object(let object) = root.value, object["mwaa_gcp"] != nil,
            case .array(let files)? = object["files"]?.value.value
        else { return nil }
        return Set(
            files.compactMap { file in
                guard case .object(let members) = file.value, case .string(let name)? = members["path"]?.value.value
                else {
                    return nil
                }
                return name.text
            })
    }
}
