import Crypto

/// One hash over what an archive holds: names, modes and contents, but not how they are compressed.
///
/// It is the same on every machine, where the archive's own bytes depend on the build of zlib. It is the SHA-256 of one
/// line for each entry, in the order of the names' bytes: `0644 <64 hexadecimal digits>  <name>` and a line feed.
/// Names hold no line feed, so no two trees have one digest.
struct ContentDigest {
    private var hasher = SHA256()

    /// Entries come in the order of their names' bytes. `mode` is 0644 or 0755 in what the writer writes.
    mutating func add(name: EntryName, mode: UInt16, hash: ContentHash) {
        let octal = String(mode & 0o7777, radix: 8)
        let line = String(repeating: "0", count: max(0, 4 - octal.count)) + octal + " " + hash.hex + "  "
        hasher.update(data: Array(line.utf8) + name.bytes + [UInt8(ascii: "\n")])
    }

    func finalize() -> ContentHash {
        ContentHash(hasher.finalize())
    }
}
