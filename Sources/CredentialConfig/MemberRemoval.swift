import Diagnostics
import SpannedJSON

/// Takes a member out of an object so that what remains is JSON, laid out as before.
enum MemberRemoval {
    /// The fix that removes a member of the config itself; `nil` where the text is not valid JSON.
    static func fix(_ member: JSONMember, of config: ConfigDocument) -> Fix? {
        guard let index = config.root.members.firstIndex(of: member) else { return nil }
        return fix(index, of: config.root, config.rootSpan, config)
    }

    /// The fix that removes a member of the credential source; `nil` where the text is not valid JSON.
    static func fix(sourceMember index: Int, of config: ConfigDocument) -> Fix? {
        guard let source = config[.credentialSource]?.value, case .object(let object) = source.value else { return nil }
        return fix(index, of: object, source.span, config)
    }

    private static func fix(_ index: Int, of object: JSONObject, _ span: Span, _ config: ConfigDocument) -> Fix? {
        guard config.isValid else { return nil }
        return edit(index, of: object, span, config.source.bytes).map { Fix("remove the member", [$0]) }
    }

    /// Removes a member with one comma, and with the white space that was there for the member.
    private static func edit(_ index: Int, of object: JSONObject, _ span: Span, _ bytes: [UInt8]) -> Fix.Edit? {
        let members = object.members
        let member = members[index].span
        guard index + 1 < members.count else {
            if index > 0 {
                guard comma(members[index - 1].span.end..<member.start, bytes) != nil else { return nil }
                return Fix.Edit(Span(members[index - 1].span.end, member.end), [])
            }
            return Fix.Edit(Span(span.start + 1, span.end - 1), [])
        }
        let next = members[index + 1].span
        guard let comma = comma(member.end..<next.start, bytes) else { return nil }
        let lineStart =
            index == 0 ? span.start + 1 : self.comma(members[index - 1].span.end..<member.start, bytes).map { $0 + 1 }
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
