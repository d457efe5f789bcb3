import Diagnostics

extension JSONParser {
    /// Reads one value. `index` is at a byte that is neither white space nor, inside a container, a comma or a
    /// closing bracket.
    mutating func value(in container: Container) -> JSONNode {
        guard let byte = peek() else { return JSONNode(span: Span(bytes.count, bytes.count), value: .broken) }
        switch byte {
        case UInt8(ascii: "{"): return object()
        case UInt8(ascii: "["): return array()
        case UInt8(ascii: "-"), UInt8(ascii: "+"), UInt8(ascii: "."), 0x30...0x39: return number()
        default: break
        }
        if let string = string() { return JSONNode(span: string.span, value: .string(string)) }
        if isWordStart(byte) { return word(in: container) }
        let start = index
        skipUnreadable("expected a value", in: container)
        return JSONNode(span: Span(start, max(start, min(index, bytes.count))), value: .broken)
    }

    /// Whether a value of any kind, written well or badly, can begin at `index`.
    func beginsValue() -> Bool {
        guard let byte = peek() else { return false }
        switch byte {
        case UInt8(ascii: "{"), UInt8(ascii: "["), UInt8(ascii: "-"), 0x30...0x39: return true
        default: return beginsKey()
        }
    }

    func isWordStart(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x41...0x5A, 0x61...0x7A, UInt8(ascii: "_"), UInt8(ascii: "$"): true
        default: false
        }
    }

    func isWordPart(_ byte: UInt8) -> Bool {
        isWordStart(byte) || (0x30...0x39).contains(byte)
    }

    private mutating func number() -> JSONNode {
        let start = index
        var end = index
        while end < bytes.count, isNumberPart(bytes[end]) { end += 1 }
        let span = Span(start, end)
        index = end
        let token = bytes[start..<end]
        if let problem = NumberProblem.of(token) {
            if problem == .notANumber {
                report(
                    .jsonNotANumber, "Infinity, which JSON does not have", span, help: "write a number or null")
            } else {
                report(.jsonNumber, problem.message, span, help: problem.help)
            }
            return JSONNode(span: span, value: .broken)
        }
        return JSONNode(span: span, value: .number(String(decoding: token, as: UTF8.self)))
    }

    private func isNumberPart(_ byte: UInt8) -> Bool {
        isWordPart(byte) || byte == UInt8(ascii: "+") || byte == UInt8(ascii: "-") || byte == UInt8(ascii: ".")
    }

    /// Reads `true`, `false`, `null`, or a word that only other languages have.
    private mutating func word(in container: Container) -> JSONNode {
        let start = index
        var end = index
        while end < bytes.count, isWordPart(bytes[end]) { end += 1 }
        let span = Span(start, end)
        let text = String(decoding: bytes[start..<end], as: UTF8.self)
        index = end
        switch text {
        case "true": return JSONNode(span: span, value: .bool(true))
        case "false": return JSONNode(span: span, value: .bool(false))
        case "null": return JSONNode(span: span, value: .null)
        case "NaN", "nan", "Infinity", "inf":
            report(.jsonNotANumber, "\(text), which JSON does not have", span, help: "write a number or null")
            return JSONNode(span: span, value: .broken)
        case "True", "TRUE", "False", "FALSE", "None", "Null", "NULL", "undefined", "nil":
            let lower = text.lowercased()
            let right = lower == "true" || lower == "false" ? lower : "null"
            report(
                .jsonUnknownWord, "the word \(text), which JSON does not have", span, help: "write \(right)",
                fix: Fix("write \(right)", [.init(span, Array(right.utf8))]))
            let value: JSONValue = right == "null" ? .null : .bool(right == "true")
            return JSONNode(span: span, value: value)
        default:
            index = start
            let end = endOfUnreadable(in: container)
            let span = Span(start, end)
            index = end
            report(
                .jsonUnknownWord, "text without quotes where a value should stand", span,
                help: "put double quotes around a string")
            return JSONNode(span: span, value: .broken)
        }
    }

    /// Reports what stands at `index` and moves to the next byte from which reading can go on.
    mutating func skipUnreadable(_ expectation: String, in container: Container) {
        let start = index
        let end = container == .document ? bytes.count : endOfUnreadable(in: container)
        isComplete = false
        if let invalid = invalidUTF8(from: start, to: end) {
            reportInvalidUTF8(invalid)
        } else {
            report(
                .jsonUnexpected, "\(describe(at: start)) stands here", Span(start, min(end, endOfLine(from: start))),
                label: expectation)
        }
        if !isStopped { index = end }
    }

    /// Where reading can go on after the unreadable place at `index`: at a comma or closing bracket that belongs to the
    /// container, or at the end of the line when the next line begins with a key.
    private func endOfUnreadable(in container: Container) -> Int {
        var end = index
        var open = 0
        while end < bytes.count {
            switch bytes[end] {
            case UInt8(ascii: "{"), UInt8(ascii: "["): open += 1
            case UInt8(ascii: "}"), UInt8(ascii: "]"):
                if open == 0 { return trimmed(end) }
                open -= 1
            case UInt8(ascii: ","):
                if open == 0 { return trimmed(end) }
            case UInt8(ascii: "\""):
                let close = closingQuote(from: end + 1)
                if end > index, open == 0 { return trimmed(end) }
                if let close { end = close }
            case 0x0A, 0x0D:
                if open == 0, end > index { return trimmed(end) }
            default: break
            }
            end += 1
        }
        return trimmed(end)
    }

    /// `end` without the white space before it, but after `index` at least.
    private func trimmed(_ end: Int) -> Int {
        var end = end
        while end > index + 1, [0x20, 0x09, 0x0A, 0x0D].contains(bytes[end - 1]) { end -= 1 }
        return max(end, min(index + 1, bytes.count))
    }

    /// The index of the quote that ends a string on this line, when its inside begins at `start`.
    private func closingQuote(from start: Int) -> Int? {
        var index = start
        while index < bytes.count, bytes[index] != 0x0A, bytes[index] != 0x0D {
            if bytes[index] == UInt8(ascii: "\"") { return index }
            index += bytes[index] == UInt8(ascii: "\\") ? 2 : 1
        }
        return nil
    }

    /// The character at `start`, for a message.
    func describe(at start: Int) -> String {
        let byte = bytes[start]
        if (0x21...0x7E).contains(byte) { return "`\(Character(Unicode.Scalar(byte)))`" }
        guard byte >= 0x80, let (scalar, _) = UTF8Scalar.decode(bytes, at: start, end: bytes.count) else {
            return "the byte 0x\(hex(byte))"
        }
        return scalar.isBlank
            ? "the invisible character U+\(hex(scalar.value))" : "`\(Character(scalar))`"
    }

    private func invalidUTF8(from start: Int, to end: Int) -> Span? {
        guard bytes[start] >= 0x80, UTF8Scalar.decode(bytes, at: start, end: bytes.count) == nil else { return nil }
        var index = start
        while index < end, bytes[index] >= 0x80 { index += 1 }
        return Span(start, max(index, start + 1))
    }
}

/// Upper-case hexadecimal with an even number of digits, four at least beyond a byte.
func hex(_ value: some FixedWidthInteger) -> String {
    let digits = String(value, radix: 16, uppercase: true)
    let width = value is UInt8 ? 2 : 4
    return String(repeating: "0", count: max(0, width - digits.count)) + digits
}
