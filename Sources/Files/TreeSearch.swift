package import Diagnostics
import Glibc
import SystemPackage

extension Tree {
    /// What a search found.
    package struct Search: Sendable {
        /// Paths that begin with the root, in byte order.
        package var files: [String] = []
        /// I102 for each directory that cannot be read.
        package var problems: [Diagnostic] = []
    }

    /// The files below `root` whose names end in one of `suffixes`, in any case of letters, at any depth.
    ///
    /// Directories whose names begin with a dot are left out. A symbolic link to a file counts as one; links to directories
    /// are not followed, so that a circle of them has an end.
    package static func search(_ root: String, suffixes: [String]) -> Search {
        var result = Search()
        var pending = [root]
        while let directory = pending.popLast() {
            guard let stream = opendir(directory) else {
                result.problems.append(unreadable(directory, errno))
                continue
            }
            defer { closedir(stream) }
            let prefix = directory.hasSuffix("/") ? directory : directory + "/"
            while let entry = readdir(stream) {
                let name = withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
                    String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
                }
                let path = prefix + name
                let isDirectory =
                    Int(entry.pointee.d_type) == DT_DIR
                    || (Int(entry.pointee.d_type) == DT_UNKNOWN && kind(of: path, following: false) == .directory)
                if isDirectory {
                    if !name.hasPrefix(".") { pending.append(path) }
                } else if matches(name, suffixes), kind(of: path, following: true) != .directory {
                    result.files.append(path)
                }
            }
        }
        result.files.sort { $0.utf8.lexicographicallyPrecedes($1.utf8) }
        result.problems.sort { ($0.place?.path ?? "") < ($1.place?.path ?? "") }
        return result
    }

    private static func matches(_ name: String, _ suffixes: [String]) -> Bool {
        let name = name.lowercased()
        return suffixes.contains(where: name.hasSuffix)
    }

    private static func unreadable(_ path: String, _ code: Int32) -> Diagnostic {
        Diagnostic(
            .fileUnreadable, .error, "the directory cannot be searched: \(Errno(rawValue: code))", at: .file(path),
            help: code == EACCES ? "check the permissions of the directory and of those above it" : nil)
    }
}

extension Place {
    fileprivate var path: String? {
        if case .file(let path) = self { path } else { nil }
    }
}
