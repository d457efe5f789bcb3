import Diagnostics

extension JSONParser {
    /// What a value stands in: it decides which bytes end a place that cannot be read.
    enum Container {
        case document
        case array
        case object
    }

    /// Reads an object. `index` is at its `{`.
    mutating func object() -> JSONNode {
        let start = index
        guard enter() else { return JSONNode(span: Span(start, start + 1), value: .broken) }
        var members: [JSONMember] = []
        var comma: Int?
        while true {
            skipTrivia()
            guard let byte = peek() else {
                unclosed(from: start, "object", "}")
                break
            }
            if byte == UInt8(ascii: "}") || byte == UInt8(ascii: "]") {
                close(byte, expected: "}", start: start, comma: comma, isEmpty: members.isEmpty)
                break
            }
            if byte == UInt8(ascii: ",") {
                strayComma("member")
                continue
            }
            comma = nil
            guard let key = key() else {
                skipUnreadable("expected a key in double quotes", in: .object)
                comma = separator(in: .object, isAfterUnreadable: true)
                continue
            }
            let reports = diagnostics.count
            // The outermost object is the one that has many.
            if members.isEmpty, depth == 1 { members.reserveCapacity(8) }
            members.append(member(key))
            comma = separator(in: .object, isSure: diagnostics.count == reports)
        }
        depth -= 1
        reportDuplicates(members)
        return JSONNode(span: Span(start, min(index, bytes.count)), value: .object(JSONObject(members: members)))
    }

    /// Reads an array. `index` is at its `[`.
    mutating func array() -> JSONNode {
        let start = index
        guard enter() else { return JSONNode(span: Span(start, start + 1), value: .broken) }
        var elements: [JSONNode] = []
        var comma: Int?
        while true {
            skipTrivia()
            guard let byte = peek() else {
                unclosed(from: start, "array", "]")
                break
            }
            if byte == UInt8(ascii: "]") || byte == UInt8(ascii: "}") {
                close(byte, expected: "]", start: start, comma: comma, isEmpty: elements.isEmpty)
                break
            }
            if byte == UInt8(ascii: ",") {
                strayComma("value")
                continue
            }
            elements.append(value(in: .array))
            comma = separator(in: .array)
        }
        depth -= 1
        return JSONNode(span: Span(start, min(index, bytes.count)), value: .array(elements))
    }

    /// Moves past an opening bracket, unless that is one too many: then parsing ends.
    private mutating func enter() -> Bool {
        guard depth < limits.depth else {
            report(
                .jsonTooDeep, "arrays and objects are nested more than \(limits.depth) deep", Span(index, index + 1))
            stop()
            return false
        }
        depth += 1
        index += 1
        return true
    }

    private mutating func close(_ byte: UInt8, expected: Character, start: Int, comma: Int?, isEmpty: Bool) {
        if let comma {
            let span = Span(comma, comma + 1)
            report(
                .jsonTrailingComma, "a comma after the last \(expected == "}" ? "member" : "value")", span,
                fix: Fix("remove the comma", [.init(span, [])]))
        }
        if byte != expected.asciiValue {
            report(
                .jsonUnexpected, "`\(Character(Unicode.Scalar(byte)))` where `\(expected)` should stand",
                Span(index, index + 1),
                related: [.init("this is what it should close", at: .source(source, Span(start, start + 1)))])
        }
        if !isStopped { index += 1 }
    }

    private mutating func unclosed(from start: Int, _ what: String, _ bracket: String) {
        report(
            .jsonTruncated, "the file ends inside an \(what)", Span(bytes.count, bytes.count),
            label: "`\(bracket)` is missing",
            related: [.init("the \(what) begins here", at: .source(source, Span(start, start + 1)))],
            help: "the file may have been cut off while it was copied")
        stop()
    }

    private mutating func strayComma(_ what: String) {
        let span = Span(index, index + 1)
        report(
            .jsonUnexpected, "a comma without a \(what) before it", span,
            fix: Fix("remove the comma", [.init(span, [])]))
        if !isStopped { index += 1 }
    }

    /// Reads colon and value of a member.
    private mutating func member(_ key: JSONString) -> JSONMember {
        skipTrivia()
        if peek() == UInt8(ascii: ":") {
            index += 1
        } else if looksAt("=>") || peek() == UInt8(ascii: "=") {
            let span = Span(index, index + (looksAt("=>") ? 2 : 1))
            report(
                .jsonMissingColon, "an equals sign where a colon should stand", span,
                fix: Fix("write a colon", [.init(span, [UInt8(ascii: ":")])]))
            if !isStopped { index = span.end }
        } else if peek() != nil {
            report(
                .jsonMissingColon, "no colon after a key", Span(index, index),
                related: [.init("the key", at: .source(source, key.span))],
                help: "a member is a key, a colon and a value")
        }
        skipTrivia()
        switch peek() {
        case nil:
            return JSONMember(key: key, value: JSONNode(span: Span(key.span.end, key.span.end), value: .broken))
        case UInt8(ascii: ","), UInt8(ascii: "}"), UInt8(ascii: "]"):
            report(
                .jsonMissingValue, "a key without a value", Span(index, index),
                related: [.init("the key", at: .source(source, key.span))])
            return JSONMember(key: key, value: JSONNode(span: Span(key.span.end, key.span.end), value: .broken))
        default:
            return JSONMember(key: key, value: value(in: .object))
        }
    }

    /// Reads what stands after a member or element; gives the place of the comma, if there is one.
    /// - Parameters:
    ///   - isSure: whether the member was read without a mistake, so that its end is known.
    ///   - isAfterUnreadable: whether something was skipped, which may have stood for the comma.
    private mutating func separator(
        in container: Container, isSure: Bool = false, isAfterUnreadable: Bool = false
    ) -> Int? {
        let end = index
        skipTrivia()
        guard let byte = peek() else { return nil }
        switch byte {
        case UInt8(ascii: ","):
            index += 1
            return index - 1
        case UInt8(ascii: "}"), UInt8(ascii: "]"):
            return nil
        default:
            if container == .object ? beginsKey() : beginsValue() {
                if isAfterUnreadable { return nil }
                // In an array one string in two parts may have been meant.
                let isSure = isSure && byte == UInt8(ascii: "\"")
                report(
                    .jsonMissingComma, "no comma between two \(container == .object ? "members" : "values")",
                    Span(end, end), label: "a comma should stand here",
                    fix: isSure ? Fix("insert a comma", [.init(Span(end, end), [UInt8(ascii: ",")])]) : nil)
                return nil
            }
            skipUnreadable(
                "expected a comma or the end of the \(container == .object ? "object" : "array")", in: container)
            return separator(in: container, isAfterUnreadable: true)
        }
    }

    private mutating func reportDuplicates(_ members: [JSONMember]) {
        guard hasDuplicates(members) else { return }
        var first: [[UInt8]: Span] = [:]
        for member in members {
            // Bytes, because strings are equal when Unicode says so.
            let name = Array(member.key.utf8)
            guard let earlier = first[name] else {
                first[name] = member.key.span
                continue
            }
            report(
                .jsonDuplicateMember, "the key \"\(member.key.displayText)\" stands twice in one object",
                member.key.span,
                label: "here again", related: [.init("first here", at: .source(source, earlier))],
                help: "keep one of the two: readers differ in which one they take")
        }
    }

    /// Whether it is worth while to look for duplicates: in small objects each pair is compared, which is faster than
    /// hashing.
    private func hasDuplicates(_ members: [JSONMember]) -> Bool {
        guard members.count <= 16 else { return true }
        for index in members.indices.dropFirst() {
            for earlier in 0..<index where members[earlier].key.saysSame(as: members[index].key) { return true }
        }
        return false
    }
}
