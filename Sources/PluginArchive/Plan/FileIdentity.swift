import Glibc

/// What tells whether a file is still the one that was planned: taken before and after each read.
///
/// The time of change cannot be set by a program, so a file that was rewritten and had its modification time put back is
/// noticed too.
struct FileIdentity: Sendable, Hashable {
    let device: UInt
    let inode: UInt
    let size: Int
    private let modified: [Int]

    init(_ status: stat) {
        device = UInt(status.st_dev)
        inode = UInt(status.st_ino)
        size = Int(status.st_size)
        modified = [
            status.st_mtim.tv_sec, status.st_mtim.tv_nsec, status.st_ctim.tv_sec, status.st_ctim.tv_nsec,
        ]
    }

    func isSameFile(as other: FileIdentity) -> Bool {
        device == other.device && inode == other.inode
    }
}

/// What a mode says a file is.
enum FileKind {
    case regular, directory, symbolicLink
    /// For messages: "a socket".
    case special(String)

    init(mode: mode_t) {
        switch mode & S_IFMT {
        case S_IFREG: self = .regular
        case S_IFDIR: self = .directory
        case S_IFLNK: self = .symbolicLink
        case S_IFSOCK: self = .special("a socket")
        case S_IFIFO: self = .special("a named pipe")
        case S_IFCHR: self = .special("a character device")
        case S_IFBLK: self = .special("a block device")
        default: self = .special("of an unknown kind")
        }
    }
}
