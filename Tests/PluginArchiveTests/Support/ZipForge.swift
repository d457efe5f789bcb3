import CZlib

/// Builds archives byte by byte, right or wrong in one place.
///
/// As it starts it makes a good archive of the entries given; every field that a case wants otherwise is set by hand.
struct ZipForge {
    /// The fields that both headers have.
    struct Header {
        var version: UInt16 = 20
        var flags: UInt16 = 0
        var method: UInt16 = 8
        var time: UInt16 = 0
        var date: UInt16 = 0x21
        var crc: UInt32 = 0
        var compressedSize: UInt32 = 0
        var size: UInt32 = 0
        var name: [UInt8] = []
        var extra: [UInt8] = []

        var bytes: [UInt8] {
            le(version) + le(flags) + le(method) + le(time) + le(date) + le(crc) + le(compressedSize) + le(size)
                + le(UInt16(name.count)) + le(UInt16(extra.count))
        }
    }

    struct Entry {
        var local: Header
        var central: Header
        var data: [UInt8]
        var descriptor: [UInt8] = []
        var madeBy: UInt16 = 0x0314
        var disk: UInt16 = 0
        var attributes: UInt32 = 0o100644 << 16
        /// Bytes before the local record.
        var gap: [UInt8] = []
        /// What the directory says, if not the truth.
        var offset: UInt32?
        var localSignature: UInt32 = 0x0403_4B50
        var centralSignature: UInt32 = 0x0201_4B50

        init(_ name: String, _ content: [UInt8], stored: Bool = false) {
            let data = stored ? content : deflated(content)
            var header = Header()
            header.method = stored ? 0 : 8
            header.version = stored ? 10 : 20
            header.crc = UInt32(CZlib.crc32(0, content, UInt32(content.count)))
            header.compressedSize = UInt32(data.count)
            header.size = UInt32(content.count)
            header.name = Array(name.utf8)
            header.flags = header.name.contains { $0 >= 0x80 } ? 0x0800 : 0
            local = header
            central = header
            self.data = data
        }

        /// Changes both headers alike.
        mutating func both(_ change: (inout Header) -> Void) {
            change(&local)
            change(&central)
        }
    }

    var entries: [Entry]
    var prefix: [UInt8] = []
    /// Bytes between the last record and the directory.
    var gap: [UInt8] = []
    /// Whether offsets count the prefix.
    var countsPrefix = true
    var beforeEnd: [UInt8] = []
    var endSignature: UInt32 = 0x0605_4B50
    var disk: UInt16 = 0
    var count: UInt16?
    var directorySize: UInt32?
    var directoryOffset: UInt32?
    var comment: [UInt8] = []
    var commentLength: UInt16?
    var trailing: [UInt8] = []

    /// Two ordinary entries.
    init() {
        entries = [
            Entry("a.py", Array("print('a')\nprint('a')\nprint('a')\n".utf8)),
            Entry("lib/b.bin", [1, 2, 3, 4, 5, 6, 7, 8], stored: true),
        ]
    }

    init(_ entries: [Entry]) {
        self.entries = entries
    }

    var bytes: [UInt8] {
        var out = prefix
        let base = countsPrefix ? 0 : prefix.count
        var offsets: [UInt32] = []
        for entry in entries {
            out += entry.gap
            offsets.append(UInt32(out.count - base))
            out += le(entry.localSignature) + entry.local.bytes + entry.local.name + entry.local.extra
            out += entry.data + entry.descriptor
        }
        out += gap
        let start = out.count
        for (entry, offset) in zip(entries, offsets) {
            out += le(entry.centralSignature) + le(entry.madeBy) + entry.central.bytes + le(UInt16(0)) + le(entry.disk)
            out += le(UInt16(0)) + le(entry.attributes) + le(entry.offset ?? offset) + entry.central.name
            out += entry.central.extra
        }
        let size = out.count - start
        out += beforeEnd
        let count = count ?? UInt16(entries.count)
        out += le(endSignature) + le(disk) + le(disk) + le(count) + le(count)
        out += le(directorySize ?? UInt32(size)) + le(directoryOffset ?? UInt32(start - base))
        out += le(commentLength ?? UInt16(comment.count)) + comment
        return out + trailing
    }
}

/// The bytes of a number, lowest first.
func le(_ number: some FixedWidthInteger) -> [UInt8] {
    withUnsafeBytes(of: number.littleEndian) { Array($0) }
}

/// A raw deflate stream, by zlib itself.
func deflated(_ content: [UInt8]) -> [UInt8] {
    var stream = z_stream()
    deflateInit2_(&stream, 6, Z_DEFLATED, -15, 8, 0, zlibVersion(), Int32(MemoryLayout<z_stream>.size))
    defer { deflateEnd(&stream) }
    var input = content
    var output = [UInt8](repeating: 0, count: content.count + 100)
    let written = input.withUnsafeMutableBufferPointer { input in
        output.withUnsafeMutableBufferPointer { output in
            stream.next_in = input.baseAddress
            stream.avail_in = UInt32(input.count)
            stream.next_out = output.baseAddress
            stream.avail_out = UInt32(output.count)
            _ = CZlib.deflate(&stream, Z_FINISH)
            return output.count - Int(stream.avail_out)
        }
    }
    return Array(output[..<written])
}
