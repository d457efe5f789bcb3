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

    /// The files below `root` whose names end in one of `suffixes`, in any case of ASCII letters, at any depth.
    ///
    /// Directories whose names begin with a dot are left out. A symbolic link to a file counts as one; links to directories
    /// are not followed, so that a circle of them has an end.
    package static func search(_ root: String, suffixes: [String]) -> Search {
        let suffixes = suffixes.map { Array($0.utf8) }
        var result = Search()
        var found = PathList(root: path(of: "", in: root))
        var pending = [root]
        while let directory = pending.popLast() {
            guard let stream = opendir(directory) else {
                result.problems.append(unreadable(directory, errno))
                continue
            }
            defer { closedir(stream) }
            let prefix = path(of: "", in: directory)
            let prefixBytes = Array(prefix.utf8)
            while let entry = readdir(stream) {
                withUnsafeBytes(of: &entry.pointee.d_name) { field in
                    let length = strlen(field.baseAddress!.assumingMemoryBound(to: CChar.self))
                    let name = UnsafeRawBufferPointer(rebasing: field[..<length])
                    let isFile = suffixes.contains { name.ends(in: $0) }
                    switch Int(entry.pointee.d_type) {
                    case DT_REG:
                        if isFile { found.append(prefixBytes, name) }
                    case DT_DIR:
                        if name.first != UInt8(ascii: ".") {
                            pending.append(prefix + String(decoding: name, as: UTF8.self))
                        }
                    case let type:
                        // A link, or a file system that does not tell what it is.
                        guard isFile || type == DT_UNKNOWN else { break }
                        let path = prefix + String(decoding: name, as: UTF8.self)
                        if type == DT_UNKNOWN, kind(of: path, following: false) == .directory {
                            if name.first != UInt8(ascii: ".") { pending.append(path) }
                        } else if isFile, kind(of: path, following: true) != .directory {
                            found.append(prefixBytes, name)
                        }
                    }
                }
            }
        }
        result.files = found.sorted()
        result.problems.sort { ($0.place?.path ?? "") < ($1.place?.path ?? "") }
        return result
    }

    private static func unreadable(_ path: String, _ code: Int32) -> Diagnostic {
        Diagnostic(
            .fileUnreadable, .error, "the directory cannot be searched: \(Errno(rawValue: code))", at: .file(path),
            help: code == EACCES ? "check the permissions of the directory and of those above it" : nil)
    }
}

extension UnsafeRawBufferPointer {
    /// Whether the last bytes are `suffix`, capitals or not.
    fileprivate func ends(in suffix: [UInt8]) -> Bool {
        guard count >= suffix.count else { return false }
        for index in suffix.indices {
            let byte = self[count - suffix.count + index]
            if ((0x41...0x5A).contains(byte) ? byte | 0x20 : byte) != suffix[index] { return false }
        }
        return true
    }
}

extension Place {
    fileprivate var path: String? {
        if case .file(let path) = self { path } else { nil }
    }
}
