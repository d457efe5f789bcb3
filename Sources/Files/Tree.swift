import CFiles
package import Diagnostics
import Glibc

/// Directories as wholes.
package enum Tree {
    /// Runs `body` with a new private directory, which is gone afterwards with all that is in it.
    ///
    /// - Parameter parent: where to make it, such as the value of `TMPDIR`.
    /// - Throws: ``DiagnosedError`` with I201 when none can be made, or what `body` throws.
    package static func withTemporaryDirectory<Result>(
        in parent: String, _ body: (String) async throws -> Result
    ) async throws -> Result {
        let directory = try TemporaryDirectory(in: parent, prefix: ".mwaa-gcp-scratch.")
        defer { directory.remove() }
        return try await body(directory.path)
    }

    /// Removes a file or a directory with all in it, following no symbolic link. What cannot be removed stays.
    ///
    /// Directories that forbid their owner to look into them are removed as well. Each one is moved up before it is emptied,
    /// so that none is too deep for a path.
    package static func remove(_ path: String) {
        guard kind(of: path) == S_IFDIR else {
            unlink(path)
            return
        }
        var pending = [path]
        var moved = 0
        while let directory = pending.popLast() {
            chmod(directory, 0o700)
            forEachEntry(of: directory) { name in
                let child = directory + "/" + name
                guard kind(of: child) == S_IFDIR else {
                    unlink(child)
                    return
                }
                if rmdir(child) == 0 { return }
                chmod(child, 0o700)
                moved += 1
                let above = "\(path)/.mwaa-gcp-removed.\(moved)"
                pending.append(directory != path && rename(child, above) == 0 ? above : child)
            }
            if directory != path { rmdir(directory) }
        }
        rmdir(path)
    }

    private static func forEachEntry(of path: String, _ body: (String) -> Void) {
        guard let directory = opendir(path) else { return }
        defer { closedir(directory) }
        while let entry = readdir(directory) {
            let name = withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
                String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
            }
            if name != "." && name != ".." { body(name) }
        }
    }

    /// What is at `path` itself, following no link; `nil` when there is nothing.
    package static func kind(of path: String) -> UInt32? {
        var status = stat()
        return lstat(path, &status) == 0 ? status.st_mode & S_IFMT : nil
    }

    /// Every file below `root`, as paths relative to it, in byte order; directories are not among them.
    ///
    /// - Parameter limit: the walk ends after so many.
    package static func files(below root: String, limit: Int = .max) -> [String] {
        var found: [String] = []
        collect(root, "", limit, into: &found)
        return found.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    }

    private static func collect(_ root: String, _ prefix: String, _ limit: Int, into found: inout [String]) {
        guard let directory = opendir(prefix.isEmpty ? root : root + "/" + prefix) else { return }
        defer { closedir(directory) }
        while found.count < limit, let entry = readdir(directory) {
            let name = withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
                String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
            }
            if name == "." || name == ".." { continue }
            let path = prefix.isEmpty ? name : prefix + "/" + name
            if kind(of: root + "/" + path) == S_IFDIR {
                collect(root, path, limit, into: &found)
            } else {
                found.append(path)
            }
        }
    }

    /// Every file below `root` as a walk finds it that goes through links to directories, each directory once; paths as in
    /// ``files(below:limit:)``.
    package static func filesFollowingLinks(below root: String) -> [String] {
        var found: [String] = []
        var seen: Set<String> = [absolute(root)]
        var pending = [""]
        while let prefix = pending.popLast() {
            guard let directory = opendir(prefix.isEmpty ? root : root + "/" + prefix) else { continue }
            defer { closedir(directory) }
            while let entry = readdir(directory) {
                let name = withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
                    String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
                }
                if name == "." || name == ".." { continue }
                let path = prefix.isEmpty ? name : prefix + "/" + name
                if kind(of: root + "/" + path, following: true) != .directory {
                    found.append(path)
                } else if seen.insert(absolute(root + "/" + path)).inserted {
                    pending.append(path)
                }
            }
        }
        return found.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    }
}

extension Tree {
    /// What a path leads to.
    package enum Kind: Sendable, Hashable {
        case missing, directory, other
    }

    /// What is at `path`, with links followed or not.
    package static func kind(of path: String, following: Bool) -> Kind {
        var status = stat()
        guard (following ? stat(path, &status) : lstat(path, &status)) == 0 else { return .missing }
        return status.st_mode & S_IFMT == S_IFDIR ? .directory : .other
    }

    /// Whether the process may execute the file at `path`.
    package static func isExecutable(_ path: String) -> Bool {
        kind(of: path, following: true) == .other && access(path, X_OK) == 0
    }

    /// The path without links and relative components; a path that leads nowhere stays as it is.
    package static func absolute(_ path: String) -> String {
        guard let resolved = realpath(path, nil) else { return path }
        defer { free(resolved) }
        return String(cString: resolved)
    }
}

extension Tree {
    /// Puts a complete directory in the place of `target`, and removes what was there.
    ///
    /// In one step where the file system can exchange names; else there is no `target` for a moment.
    /// - Throws: ``DiagnosedError`` with I201. `target` is then as it was, and `staged` still there.
    package static func publish(_ staged: String, as target: String) throws(DiagnosedError) {
        if rename(staged, target) == 0 { return }
        if mwaa_gcp_exchange(staged, target) == 0 {
            remove(staged)
            return
        }
        guard errno == EINVAL || errno == ENOSYS else { throw OutputFile.failure(target, errno) }
        let old = staged + ".old"
        guard rename(target, old) == 0 else { throw OutputFile.failure(target, errno) }
        guard rename(staged, target) == 0 else {
            let code = errno
            rename(old, target)
            throw OutputFile.failure(target, code)
        }
        remove(old)
    }
}

extension Tree {
    /// What two paths share when they lead to one file.
    package struct Identity: Sendable, Hashable {
        private let device: UInt64
        private let inode: UInt64

        init(_ status: stat) {
            device = UInt64(status.st_dev)
            inode = UInt64(status.st_ino)
        }

        /// By the file alone: few files of two devices share its number.
        package func hash(into hasher: inout Hasher) { hasher.combine(inode) }
    }

    /// The identity of what `path` leads to; `nil` where it leads to nothing.
    package static func identity(of path: String) -> Identity? {
        var status = stat()
        return stat(path, &status) == 0 ? Identity(status) : nil
    }
}
