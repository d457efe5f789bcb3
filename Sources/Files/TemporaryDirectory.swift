package import Diagnostics
import Glibc

/// A private directory that exists as long as its maker does.
///
/// The maker holds a lock on it. Whoever makes the next one in the same place removes those whose maker was killed, which
/// could not clean up.
package struct TemporaryDirectory: Sendable {
    package let path: String
    private let lock: Int32

    /// Seconds for which a directory without a lock is left alone: its maker may be about to lock it.
    private static let youth = 60

    /// Makes a directory of a fresh name that begins with `prefix`.
    ///
    /// - Throws: ``DiagnosedError`` with I201.
    package init(in parent: String, prefix: String) throws(DiagnosedError) {
        Self.removeAbandoned(in: parent, prefix: prefix)
        var template = Array((parent + "/" + prefix + "XXXXXX").utf8CString)
        guard mkdtemp(&template) != nil else { throw OutputFile.failure(parent, errno) }
        path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
        lock = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        if lock >= 0 { _ = flock(lock, LOCK_EX | LOCK_NB) }
    }

    /// Removes the directory with all in it.
    package func remove() {
        Tree.remove(path)
        release()
    }

    /// Gives up the lock of a directory that has become something else.
    package func release() {
        if lock >= 0 { close(lock) }
    }

    private static func removeAbandoned(in parent: String, prefix: String) {
        guard let directory = opendir(parent) else { return }
        defer { closedir(directory) }
        while let entry = readdir(directory) {
            let name = withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
                String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
            }
            guard name.hasPrefix(prefix), name.utf8.count == prefix.utf8.count + 6 else { continue }
            let path = parent + "/" + name
            let descriptor = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NOFOLLOW)
            guard descriptor >= 0 else { continue }
            defer { close(descriptor) }
            var status = stat()
            guard fstat(descriptor, &status) == 0, status.st_uid == geteuid(),
                time(nil) - status.st_mtim.tv_sec > youth, flock(descriptor, LOCK_EX | LOCK_NB) == 0
            else { continue }
            Tree.remove(path)
        }
    }
}
