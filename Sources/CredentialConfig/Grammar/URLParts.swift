/// The parts of a URL as ranges of its bytes, split as RFC 3986 has it and nothing decoded.
struct URLParts {
    /// Without the colon; `nil` when the text has no `scheme://`.
    let scheme: Range<Int>?
    /// Without the `@`.
    let userInfo: Range<Int>?
    let host: Range<Int>
    /// Without the colon.
    let port: Range<Int>?
    /// From its slash on; empty when there is none.
    let path: Range<Int>
    /// Without the question mark.
    let query: Range<Int>?
    /// Without the number sign.
    let fragment: Range<Int>?

    /// Splits `bytes`. A text without `://` is taken to begin with its host.
    init(_ bytes: ArraySlice<UInt8>) {
        var rest = bytes
        if let mark = bytes.range(of: "://"), bytes[..<mark.lowerBound].allSatisfy(Self.isSchemePart),
            mark.lowerBound > bytes.startIndex
        {
            scheme = bytes.startIndex..<mark.lowerBound
            rest = bytes[mark.upperBound...]
        } else {
            scheme = nil
            if bytes.begins(with: "//") { rest = bytes.dropFirst(2) }
        }
        if let mark = rest.firstIndex(of: UInt8(ascii: "#")) {
            fragment = mark + 1..<rest.endIndex
            rest = rest[..<mark]
        } else {
            fragment = nil
        }
        if let mark = rest.firstIndex(of: UInt8(ascii: "?")) {
            query = mark + 1..<rest.endIndex
            rest = rest[..<mark]
        } else {
            query = nil
        }
        let slash = rest.firstIndex(of: UInt8(ascii: "/")) ?? rest.endIndex
        path = slash..<rest.endIndex
        var authority = rest[..<slash]
        if let mark = authority.lastIndex(of: UInt8(ascii: "@")) {
            userInfo = authority.startIndex..<mark
            authority = authority[(mark + 1)...]
        } else {
            userInfo = nil
        }
        if let mark = authority.lastIndex(of: UInt8(ascii: ":")), !authority[mark...].contains(UInt8(ascii: "]")) {
            port = mark + 1..<authority.endIndex
            authority = authority[..<mark]
        } else {
            port = nil
        }
        host = authority.startIndex..<authority.endIndex
    }

    private static func isSchemePart(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "."): true
        default: false
        }
    }
}
