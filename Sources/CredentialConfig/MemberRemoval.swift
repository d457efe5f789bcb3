import Diagnostics
import SpannedJSON

/// Takes a member out of an object so that what remains is JSON, laid out as before.
enum MemberRemoval {
    static func edit(of member: JSONMember, in object: JSONObject, _ span: Span?, _ source: SourceText) -> Fix.Edit? {
        guard let index = object.members.firstIndex(of: member) else { return nil }
        return edit(of: index, in: object, span, source)
    }

    /// The edit that removes member `index`, with one comma and with the white space that was there for the member.
    ///
    /// - Parameter span: the object's own, brackets included.
    /// - Returns: `nil` where the text around the member is not plain JSON.
    static func edit(of index: Int, in object: JSONObject, _ span: Span?, _ source: SourceText) -> Fix.Edit? {
        guard let span else { return nil }
        let bytes = source.bytes
        let members = object.members
        let member = members[index].span
        guard index + 1 < members.count else {
            if index > 0 {
                guard comma(members[index - 1].span.end..<member.start, bytes) != nil else { return nil }
                return Fix.Edit(Span(members[index - 1].span.end, member.end), [])
            }
            let inside = Span(span.start + 1, span.end - 1)
            let around = Array(bytes[inside.start..<member.start] + bytes[member.end..<inside.end])
            return around.allSatisfy(isWhiteSpace) ? Fix.Edit(inside, []) : nil
        }
        let next = members[index + 1].span
        guard let comma = comma(member.end..<next.start, bytes) else { return nil }
        let lineStart = index == 0 ? span.start + 1 : self.comma(members[index - 1].span.end..<member.start, bytes).map { $0 + 1 }
        guard let lineStart else { return nil }
        // Keep the line break that stood before the member, or the one after it where only that is one.
        let breaksBefore = bytes[lineStart..<member.start].contains(where: isLineBreak)
        let breaksAfter = bytes[comma + 1..<next.start].contains(where: isLineBreak)
        return breaksAfter && !breaksBefore
            ? Fix.Edit(Span(lineStart, comma + 1), []) : Fix.Edit(Span(member.start, next.start), [])
    }

    /// The comma in `range`, when nothing but white space is with it.
    private static func comma(_ range: Range<Int>, _ bytes: [UInt8]) -> Int? {
        var found: Int?
        for index in range where !isWhiteSpace(bytes[index]) {
            guard bytes[index] == UInt8(ascii: ","), found == nil else { return nil }
            found = index
        }
        return found
    }

    private static func isWhiteSpace(_ byte: UInt8) -> Bool {
        byte == 0x20 || byte == 0x09 || isLineBreak(byte)
    }

    private static func isLineBreak(_ byte: UInt8) -> Bool { byte == 0x0A || byte == 0x0D }
}
