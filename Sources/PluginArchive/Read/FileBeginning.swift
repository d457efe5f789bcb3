import Diagnostics

/// What a file is by its first bytes, for people who named the wrong one.
enum FileBeginning: Equatable {
    case empty, zip, gzip, tar, sevenZip, xz, bzip2, zstandard, other

    /// Throws when the file cannot be read.
    init(of input: ArchiveInput) throws(DiagnosedError) {
        let bytes = try input.read(min(input.size, 512), at: 0)
        func begins(_ signature: [UInt8], at offset: Int = 0) -> Bool {
            bytes.dropFirst(offset).starts(with: signature)
        }
        if bytes.isEmpty {
            self = .empty
        } else if begins([0x50, 0x4B, 3, 4]) || begins([0x50, 0x4B, 5, 6]) {
            self = .zip
        } else if begins([0x1F, 0x8B]) {
            self = .gzip
        } else if begins(Array("ustar".utf8), at: 257) {
            self = .tar
        } else if begins([0x37, 0x7A, 0xBC, 0xAF, 0x27, 0x1C]) {
            self = .sevenZip
        } else if begins([0xFD, 0x37, 0x7A, 0x58, 0x5A, 0]) {
            self = .xz
        } else if begins(Array("BZh".utf8)) {
            self = .bzip2
        } else if begins([0x28, 0xB5, 0x2F, 0xFD]) {
            self = .zstandard
        } else {
            self = .other
        }
    }

    /// What follows "this is no zip archive".
    var description: String {
        switch self {
        case .empty: " but an empty file"
        case .zip: ", or not all of it"
        case .gzip: " but gzip, as of a .tar.gz"
        case .tar: " but a tar archive"
        case .sevenZip: " but a 7z archive"
        case .xz: " but xz, as of a .tar.xz"
        case .bzip2: " but bzip2, as of a .tar.bz2"
        case .zstandard: " but Zstandard, as of a .tar.zst"
        case .other: ""
        }
    }
}
