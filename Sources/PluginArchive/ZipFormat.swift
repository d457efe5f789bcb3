/// Numbers of the format (APPNOTE 6.3.10) that writer and reader share.
enum ZipFormat {
    static let localSignature: UInt32 = 0x0403_4B50
    static let centralSignature: UInt32 = 0x0201_4B50
    static let endSignature: UInt32 = 0x0605_4B50
    static let zip64EndSignature: UInt32 = 0x0606_4B50
    static let zip64LocatorSignature: UInt32 = 0x0706_4B50
    static let descriptorSignature: UInt32 = 0x0807_4B50

    static let localSize = 30
    static let centralSize = 46
    static let endSize = 22
    static let zip64EndSize = 56
    static let zip64LocatorSize = 20

    /// In tenths: zip64's, which is the most that deflate and no encryption can need. Info-ZIP's `unzip` knows 4.6.
    static let newestVersion: UInt16 = 45

    /// The identifier of zip64's extra block.
    static let zip64Extra: UInt16 = 0x0001
    /// Info-ZIP's block that repeats a name in UTF-8.
    static let unicodePathExtra: UInt16 = 0x7075

    /// "Look in the zip64 record", in a field of four bytes and of two.
    static let saturated32: UInt32 = 0xFFFF_FFFF
    static let saturated16: UInt16 = 0xFFFF

    /// Bit 11: the name is UTF-8.
    static let utf8Flag: UInt16 = 0x0800
}

/// How an entry's bytes are kept: the only two methods that every unpacker knows.
package enum CompressionMethod: UInt16, Sendable, Hashable {
    case stored = 0
    case deflated = 8
}
