import Glibc

/// Paths below one directory, to be sorted as bytes: as strings, sorting them would take longer than reading their files.
struct PathList {
    /// Of the path that all begin with.
    private let common: Int
    /// Path after path.
    private var bytes: [UInt8] = []
    private var entries: [Entry] = []

    private struct Entry {
        var start: Int
        var end: Int
        /// The first eight bytes after the common ones, which decide most comparisons.
        var beginning: UInt64
    }

    /// - Parameter root: what each path begins with.
    init(root: String) {
        common = root.utf8.count
    }

    /// Adds the path `prefix` + `name`; `prefix` begins with the root.
    mutating func append(_ prefix: [UInt8], _ name: UnsafeRawBufferPointer) {
        let start = bytes.count
        bytes += prefix
        // As bytes that stand together, which are copied at once.
        name.withMemoryRebound(to: UInt8.self) { bytes += $0 }
        var beginning: UInt64 = 0
        for index in start + common..<start + common + 8 {
            beginning = beginning << 8 | (index < bytes.count ? UInt64(bytes[index]) : 0)
        }
        entries.append(Entry(start: start, end: bytes.count, beginning: beginning))
    }

    /// The paths in byte order.
    func sorted() -> [String] {
        bytes.withUnsafeBytes { bytes in
            entries.sorted { left, right in
                if left.beginning != right.beginning { return left.beginning < right.beginning }
                let first = UnsafeRawBufferPointer(rebasing: bytes[left.start..<left.end])
                let second = UnsafeRawBufferPointer(rebasing: bytes[right.start..<right.end])
                let order = memcmp(first.baseAddress!, second.baseAddress!, min(first.count, second.count))
                return order == 0 ? first.count < second.count : order < 0
            }
            .map { String(decoding: bytes[$0.start..<$0.end], as: UTF8.self) }
        }
    }
}
