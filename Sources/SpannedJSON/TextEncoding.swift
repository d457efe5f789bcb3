/// An encoding that a JSON file must not have, told by its first bytes.
enum TextEncoding {
    case utf16LittleEndian
    case utf16BigEndian
    case utf32LittleEndian
    case utf32BigEndian

    /// The encoding of a text that is not UTF-8. A JSON text begins with two ASCII characters or is one digit, so where
    /// there is no byte order mark the zero bytes among the first four tell (as RFC 4627, section 3 has it).
    static func otherThanUTF8(_ bytes: [UInt8]) -> TextEncoding? {
        if bytes.starts(with: [0xFF, 0xFE, 0, 0]) { return .utf32LittleEndian }
        if bytes.starts(with: [0, 0, 0xFE, 0xFF]) { return .utf32BigEndian }
        if bytes.starts(with: [0xFF, 0xFE]) { return .utf16LittleEndian }
        if bytes.starts(with: [0xFE, 0xFF]) { return .utf16BigEndian }
        guard bytes.count >= 4 else { return nil }
        return switch (bytes[0] == 0, bytes[1] == 0, bytes[2] == 0, bytes[3] == 0) {
        case (false, true, true, true): .utf32LittleEndian
        case (true, true, true, false): .utf32BigEndian
        case (false, true, false, true): .utf16LittleEndian
        case (true, false, true, false): .utf16BigEndian
        default: nil
        }
    }

    var name: String {
        switch self {
        case .utf16LittleEndian: "UTF-16 (little-endian)"
        case .utf16BigEndian: "UTF-16 (big-endian)"
        case .utf32LittleEndian: "UTF-32 (little-endian)"
        case .utf32BigEndian: "UTF-32 (big-endian)"
        }
    }

    /// Bytes of the byte order mark, or of the first character where there is none.
    var markLength: Int {
        switch self {
        case .utf16LittleEndian, .utf16BigEndian: 2
        case .utf32LittleEndian, .utf32BigEndian: 4
        }
    }
}
