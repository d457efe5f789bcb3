package import Diagnostics
package import Glibc

/// Directories as wholes.
package enum Tree {
    /// Runs `body` with a new private directory, which is gone afterwards with all that is in it.
    ///
    /// - Parameter parent: where to make it, such as the value of `TMPDIR`.
    /// - Throws: ``DiagnosedError`` with I201 when none can be made, or what `body` throws.
    package static func withTemporaryDirectory<Result>(
        in parent: String, _ body: (String) async throws -> Result
    ) async throws -> Result {
        let path = try makeTemporary(in: parent, prefix: "mwaa-gcp-")
        defer { remove(path) }
        return try await body(path)
    }

    /// Makes a private directory of a fresh name.
    package static func makeTemporary(in parent: String, prefix: String) throws(DiagnosedError) -> String {
        var template = Array((parent + "/" + prefix + "XXXXXX").utf8CString)
        guard mkdtemp(&template) != nil else { throw OutputFile.failure(parent, errno) }
        return String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    /// Removes a file or a directory with all in it, following no symbolic link. What cannot be removed stays.
    package static func remove(_ path: String) {
        guard let directory = opendir(path) else {
            unlink(path)
            return
        }
        let isLink = isSymbolicLink(path)
        while !isLink, let entry = readdir(directory) {
            let name = withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
                String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
            }
            if name == "." || name == ".." { continue }
            let child = path + "/" + name
            if isSymbolicLink(child) { unlink(child) } else { remove(child) }
        }
        closedir(directory)
        if isLink { unlink(path) } else { rmdir(path) }
    }

    /// What is at `path` itself, following no link; `nil` when there is nothing.
    package static func kind(of path: String) -> mode_t? {
        var status = stat()
        return lstat(path, &status) == 0 ? status.st_mode & S_IFMT : nil
    }

    /// Every file below `root`, as paths relative to it, in byte order; directories are not among them.
    package static func files(below root: String) -> [String] {
        var found: [String] = []
        collect(root, "", into: &found)
        return found.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    }

    private static func collect(_ root: String, _ prefix: String, into found: inout [String]) {
        guard let directory = opendir(prefix.isEmpty ? root : root + "/" + prefix) else { return }
        defer { closedir(directory) }
        while let entry = readdir(directory) {
            let name = withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
                String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
            }
            if name == "." || name == ".." { continue }
            let path = prefix.isEmpty ? name : prefix + "/" + name
            if kind(of: root + "/" + path) == S_IFDIR {
                collect(root, path, into: &found)
            } else {
                found.append(path)
            }
        }
    }

    private static func isSymbolicLink(_ path: String) -> Bool { kind(of: path) == S_IFLNK }
}
