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
        let (start, end) = (bytes.startIndex, bytes.endIndex)
        let afterScheme = bytes.firstIndex { !Self.isSchemePart($0) } ?? end
        let hostStart: Int
        if afterScheme > start, bytes[afterScheme...].begins(with: "://") {
            scheme = start..<afterScheme
            hostStart = afterScheme + 3
        } else {
            scheme = nil
            hostStart = bytes.begins(with: "//") ? start + 2 : start
        }
        let beforeFragment = bytes[hostStart...].firstIndexOrEnd(of: UInt8(ascii: "#"))
        fragment = beforeFragment < end ? beforeFragment + 1..<end : nil
        let beforeQuery = bytes[hostStart..<beforeFragment].firstIndexOrEnd(of: UInt8(ascii: "?"))
        query = beforeQuery < beforeFragment ? beforeQuery + 1..<beforeFragment : nil
        let slash = bytes[hostStart..<beforeQuery].firstIndexOrEnd(of: UInt8(ascii: "/"))
        path = slash..<beforeQuery
        var authority = bytes[hostStart..<slash]
        if let mark = authority.lastIndex(ofRare: UInt8(ascii: "@")) {
            userInfo = authority.startIndex..<mark
            authority = authority[(mark + 1)...]
        } else {
            userInfo = nil
        }
        if let mark = authority.lastIndex(ofRare: UInt8(ascii: ":")), !authority[mark...].contains(UInt8(ascii: "]")) {
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
