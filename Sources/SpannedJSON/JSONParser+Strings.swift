import Diagnostics

extension JSONParser {
    /// Reads a key: a string, however quoted, or a word without quotes. `nil`, with nothing read or reported, when no
    /// key begins at `index`.
    mutating func key() -> JSONString? {
        if let string = string() { return string }
        guard let byte = peek(), isWordStart(byte) else { return nil }
        let start = index
        while let byte = peek(), isWordPart(byte) || byte == UInt8(ascii: "-") { index += 1 }
        let span = Span(start, index)
        let quote = [UInt8(ascii: "\"")]
        report(
            .jsonUnquotedKey, "a key without quotes", span, help: "put double quotes around the key",
            fix: Fix(
                "put double quotes around it",
                [.init(Span(start, start), quote), .init(Span(span.end, span.end), quote)]))
        return JSONString(verbatim: span, of: bytes, span: span)
    }

    func beginsKey() -> Bool {
        guard let byte = peek() else { return false }
        return byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") || isWordStart(byte)
            || curlyQuote(at: index) != nil
    }

    /// Reads a string, however quoted; `nil`, with nothing read or reported, when none begins at `index`.
    mutating func string() -> JSONString? {
        guard let byte = peek() else { return nil }
        if byte == UInt8(ascii: "\"") { return plainString() ?? troubledString() }
        if byte == UInt8(ascii: "'") || byte == UInt8(ascii: "`") {
            return misquotedString(opening: 1, .jsonSingleQuotes)
        }
        if let length = curlyQuote(at: index) { return misquotedString(opening: length, .jsonCurlyQuotes) }
        return nil
    }

    /// The usual case: printable ASCII and no escape up to the closing quote. `nil`, with nothing read, otherwise.
    private mutating func plainString() -> JSONString? {
        let start = index + 1
        let end = PlainBytes.end(of: bytes, from: start)
        guard end < bytes.count, bytes[end] == UInt8(ascii: "\"") else { return nil }
        index = end + 1
        return JSONString(verbatim: Span(start, end), of: bytes, span: Span(start - 1, end + 1))
    }

    /// A string in double quotes with escapes, other scripts or mistakes in it.
    private mutating func troubledString() -> JSONString {
        let start = index
        let ending = findEnd(from: start + 1)
        let content = Span(start + 1, ending.content)
        let span = Span(start, ending.token)
        let string = decode(content, span, reportingEscapes: true)
        switch ending.kind {
        case .quote: break
        case .curlyQuote:
            let close = Span(ending.content, ending.token)
            report(
                .jsonCurlyQuotes, "a string that begins with a straight quote and ends with a typographic one", close,
                fix: Fix("write a straight quote", [.init(close, [UInt8(ascii: "\"")])]))
        case .endOfLine:
            report(
                .jsonUnclosedString, "a string without a closing quote", Span(start, start + 1),
                label: "the string begins here", help: "put a double quote at the end of the string")
            isComplete = false
        case .endOfText:
            report(
                .jsonTruncated, "the file ends inside a string", Span(bytes.count, bytes.count),
                label: "`\"` is missing",
                related: [.init("the string begins here", at: .source(source, Span(start, start + 1)))],
                help: "the file may have been cut off while it was copied")
            stop()
        }
        if !isStopped { index = ending.token }
        return string
    }

    private struct Ending {
        enum Kind { case quote, curlyQuote, endOfLine, endOfText }
        var kind: Kind
        /// Where the inside of the string ends.
        var content: Int
        /// Where the token ends, closing quote included.
        var token: Int
    }

    /// Finds the end of a string whose inside begins at `start`. A line break does not end it when the next quote ends
    /// a string evidently: then the break is a control character inside.
    private func findEnd(from start: Int) -> Ending {
        var end = start
        var knownQuote = start
        while end < bytes.count {
            switch bytes[end] {
            case UInt8(ascii: "\""): return Ending(kind: .quote, content: end, token: end + 1)
            case UInt8(ascii: "\\"):
                end += end + 1 < bytes.count && bytes[end + 1] >= 0x20 ? 2 : 1
            case 0x0A, 0x0D:
                if end >= knownQuote {
                    guard let quote = closingQuote(afterBreakAt: end) else {
                        return unclosed(start: start, lineEnd: end)
                    }
                    knownQuote = quote
                }
                end += 1
            default: end += 1
            }
        }
        return Ending(kind: .endOfText, content: bytes.count, token: bytes.count)
    }

    /// The next quote after a line break in a string, if what follows it is what follows a string.
    private func closingQuote(afterBreakAt lineEnd: Int) -> Int? {
        var end = lineEnd
        while end < bytes.count, bytes[end] != UInt8(ascii: "\"") { end += bytes[end] == UInt8(ascii: "\\") ? 2 : 1 }
        guard end < bytes.count, endsAString(at: end + 1) else { return nil }
        return end
    }

    /// Whether a comma, a colon, a closing bracket or the end of the text stands at `start`, white space apart.
    private func endsAString(at start: Int) -> Bool {
        var end = start
        while end < bytes.count, [0x20, 0x09, 0x0A, 0x0D].contains(bytes[end]) { end += 1 }
        return end >= bytes.count || isDelimiter(bytes[end])
    }

    private func isDelimiter(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: ",") || byte == UInt8(ascii: ":") || byte == UInt8(ascii: "}") || byte == UInt8(ascii: "]")
    }

    /// The end of a string that has no straight quote on its line: a typographic one, or the end of the line.
    private func unclosed(start: Int, lineEnd: Int) -> Ending {
        for end in start..<lineEnd {
            if let length = curlyQuote(at: end), endsAString(at: end + length) {
                return Ending(kind: .curlyQuote, content: end, token: end + length)
            }
        }
        let end = withoutSeparator(start, lineEnd)
        return Ending(kind: .endOfLine, content: end, token: end)
    }

    /// Where a string without an end is taken to end on its line: before white space, and before the comma that was
    /// meant to separate it from the next line.
    private func withoutSeparator(_ start: Int, _ lineEnd: Int) -> Int {
        var end = lineEnd
        while end > start, bytes[end - 1] == 0x20 || bytes[end - 1] == 0x09 { end -= 1 }
        if end > start, bytes[end - 1] == UInt8(ascii: ",") { end -= 1 }
        return end
    }

    /// Reads a string whose opening quote is not the straight double one of JSON.
    private mutating func misquotedString(opening: Int, _ code: DiagnosticCode) -> JSONString {
        let start = index
        let isCurly = code == .jsonCurlyQuotes
        var end = start + opening
        var closing = 0
        while end < bytes.count, bytes[end] != 0x0A, bytes[end] != 0x0D {
            if isCurly {
                closing = bytes[end] == UInt8(ascii: "\"") ? 1 : curlyQuote(at: end) ?? 0
            } else {
                closing = bytes[end] == bytes[start] ? 1 : 0
            }
            if closing > 0 { break }
            end +=
                !isCurly && bytes[end] == UInt8(ascii: "\\") && end + 1 < bytes.count && bytes[end + 1] >= 0x20 ? 2 : 1
        }
        if closing == 0 { end = withoutSeparator(start + opening, end) }
        let content = Span(start + opening, end)
        let span = Span(start, end + closing)
        let inside = bytes[content.start..<content.end]
        let canMend = closing > 0 && !inside.contains { $0 == UInt8(ascii: "\"") || $0 == UInt8(ascii: "\\") }
        let quote = [UInt8(ascii: "\"")]
        report(
            code, isCurly ? "a string in typographic quotes" : "a string in single quotes", span,
            help: "JSON has straight double quotes only",
            fix: canMend
                ? Fix(
                    "write straight double quotes",
                    [.init(Span(start, start + opening), quote), .init(Span(end, end + closing), quote)]) : nil)
        if closing == 0 { isComplete = false }
        let string = decode(content, span, reportingEscapes: false)
        if !isStopped { index = span.end }
        return string
    }

    /// The length of the typographic quote at `start`: U+2018 to U+201F, guillemets, the full-width quote.
    func curlyQuote(at start: Int) -> Int? {
        guard start + 1 < bytes.count else { return nil }
        switch (bytes[start], bytes[start + 1], start + 2 < bytes.count ? bytes[start + 2] : 0) {
        case (0xC2, 0xAB, _), (0xC2, 0xBB, _): return 2
        case (0xE2, 0x80, 0x98...0x9F), (0xEF, 0xBC, 0x82): return 3
        default: return nil
        }
    }

    /// Decodes the inside of a string and reports what is wrong in it.
    private mutating func decode(_ content: Span, _ token: Span, reportingEscapes: Bool) -> JSONString {
        var scanner = StringScanner(bytes: bytes, index: content.start, end: content.end)
        var text = String.UnicodeScalarView()
        var isVerbatim = true
        while scanner.index < scanner.end {
            let start = scanner.index
            let piece = scanner.next()
            piece.append(to: &text)
            if bytes[start] == UInt8(ascii: "\\") || piece == .invalidUTF8 { isVerbatim = false }
            let span = Span(start, scanner.index)
            switch piece {
            case .scalar: break
            case .control(let byte):
                // The line feed of a CRLF was reported with its carriage return.
                if byte == 0x0A, start > content.start, bytes[start - 1] == 0x0D { break }
                reportControl(byte, span)
            case .invalidUTF8: reportInvalidUTF8(span)
            case .loneSurrogate:
                report(
                    .jsonLoneSurrogate, "half of a surrogate pair without its other half", span, severity: .warning,
                    help: "write the character itself, or both halves")
            case .badEscape:
                // A backslash at the end of a truncated text is not a mistake of its own.
                guard reportingEscapes, scanner.index < bytes.count else { break }
                report(
                    .jsonEscape, "an escape sequence that JSON does not have", span,
                    help: "JSON has \\\" \\\\ \\/ \\b \\f \\n \\r \\t and \\u with four hexadecimal digits; "
                        + "a backslash itself is written \\\\")
            }
        }
        return isVerbatim
            ? JSONString(verbatim: content, of: bytes, span: token)
            : JSONString(decoded: Array(String(text).utf8), content: content, span: token)
    }

    private mutating func reportControl(_ byte: UInt8, _ span: Span) {
        let (name, escape) =
            switch byte {
            case 0x09: ("a tab", "\\t")
            case 0x0A, 0x0D: ("a line break", "\\n")
            default: ("the control character U+\(hex(UInt32(byte)))", "\\u00\(hex(byte))")
            }
        report(
            .jsonControlCharacter, "\(name) inside a string", span,
            help: "remove it, or write \(escape) if it is meant")
    }

    mutating func reportInvalidUTF8(_ span: Span) {
        let byte = bytes[span.start]
        let isAlone = span.end - span.start == 1 && byte >= 0xA0
        report(
            .jsonInvalidUTF8, "the byte 0x\(hex(byte)) is not valid UTF-8", span,
            label: isAlone ? "`\(Character(Unicode.Scalar(byte)))` in Latin-1 (ISO 8859-1) and Windows-1252" : nil,
            help: "save the file as UTF-8")
    }
}

extension JSONString {
    /// The text for a message: control and format characters written out, at most 60 characters.
    package var displayText: String {
        var result = ""
        for scalar in text.unicodeScalars.prefix(61) {
            switch scalar.properties.generalCategory {
            case .control, .format, .lineSeparator, .paragraphSeparator: result += "\\u{\(hex(scalar.value))}"
            default: result.unicodeScalars.append(scalar)
            }
        }
        return text.unicodeScalars.count > 60
            ? result.unicodeScalars.prefix(60).reduce(into: "") { $0.unicodeScalars.append($1) } + "…" : result
    }
}
