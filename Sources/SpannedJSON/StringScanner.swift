/// Reads the inside of a JSON string piece by piece: a run of plain bytes is many pieces, one for each scalar.
struct StringScanner {
    let bytes: [UInt8]
    var index: Int
    let end: Int

    enum Piece: Equatable {
        /// A valid scalar, plain or escaped.
        case scalar(Unicode.Scalar)
        /// A control character that must be escaped; it stands for itself.
        case control(UInt8)
        /// One or more bytes that are not UTF-8.
        case invalidUTF8
        /// A `\u` escape of half a surrogate pair without its other half.
        case loneSurrogate
        /// A backslash that begins no escape of JSON.
        case badEscape

        /// Length in UTF-8 of what ``append(to:)`` adds.
        var decodedLength: Int {
            switch self {
            case .scalar(let scalar): UTF8.width(scalar)
            case .control: 1
            case .invalidUTF8, .loneSurrogate, .badEscape: 3
            }
        }

        func append(to text: inout String.UnicodeScalarView) {
            switch self {
            case .scalar(let scalar): text.append(scalar)
            case .control(let byte): text.append(Unicode.Scalar(byte))
            case .invalidUTF8, .loneSurrogate, .badEscape: text.append("\u{FFFD}")
            }
        }
    }

    /// Reads one piece and moves past it.
    /// - Precondition: `index < end <= bytes.count`.
    mutating func next() -> Piece {
        let byte = bytes[index]
        if byte == UInt8(ascii: "\\") { return escape() }
        if byte < 0x20 {
            index += 1
            return .control(byte)
        }
        if byte < 0x80 {
            index += 1
            return .scalar(Unicode.Scalar(byte))
        }
        if let (scalar, length) = UTF8Scalar.decode(bytes, at: index, end: end) {
            index += length
            return .scalar(scalar)
        }
        repeat {
            index += 1
        } while index < end && bytes[index] >= 0x80
            && UTF8Scalar.decode(bytes, at: index, end: end) == nil
        return .invalidUTF8
    }

    private mutating func escape() -> Piece {
        guard index + 1 < end else {
            index += 1
            return .badEscape
        }
        let plain: Unicode.Scalar
        switch bytes[index + 1] {
        case UInt8(ascii: "\""): plain = "\""
        case UInt8(ascii: "\\"): plain = "\\"
        case UInt8(ascii: "/"): plain = "/"
        case UInt8(ascii: "b"): plain = "\u{8}"
        case UInt8(ascii: "f"): plain = "\u{C}"
        case UInt8(ascii: "n"): plain = "\n"
        case UInt8(ascii: "r"): plain = "\r"
        case UInt8(ascii: "t"): plain = "\t"
        case UInt8(ascii: "u"): return unicodeEscape()
        case 0x21...0x7E:
            index += 2
            return .badEscape
        default:
            index += 1
            return .badEscape
        }
        index += 2
        return .scalar(plain)
    }

    private mutating func unicodeEscape() -> Piece {
        guard let unit = codeUnit(at: index) else {
            index += 2
            while index < end, hexValue(bytes[index]) != nil { index += 1 }
            return .badEscape
        }
        index += 6
        if let scalar = Unicode.Scalar(unit) { return .scalar(scalar) }
        if unit < 0xDC00, let low = codeUnit(at: index), (0xDC00...0xDFFF).contains(low) {
            index += 6
            let value = 0x10000 + (UInt32(unit) - 0xD800) << 10 + (UInt32(low) - 0xDC00)
            if let scalar = Unicode.Scalar(value) { return .scalar(scalar) }
        }
        return .loneSurrogate
    }

    /// The code unit of the whole `\uXXXX` that begins at `start`, if one does.
    private func codeUnit(at start: Int) -> UInt16? {
        guard start + 6 <= end, bytes[start] == UInt8(ascii: "\\"), bytes[start + 1] == UInt8(ascii: "u") else {
            return nil
        }
        var unit: UInt16 = 0
        for offset in 2..<6 {
            guard let digit = hexValue(bytes[start + offset]) else { return nil }
            unit = unit << 4 | UInt16(digit)
        }
        return unit
    }
}

/// The value of an ASCII hexadecimal digit.
private func hexValue(_ byte: UInt8) -> UInt8? {
    switch byte {
    case 0x30...0x39: byte - 0x30
    case 0x41...0x46: byte - 0x41 + 10
    case 0x61...0x66: byte - 0x61 + 10
    default: nil
    }
}
