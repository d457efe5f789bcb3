import Diagnostics

/// A comment or an outermost string literal of a Python file.
struct PythonToken: Hashable {
    enum Kind: Hashable {
        case comment
        /// A literal on one line, without a prefix; the span is what stands between its quotes.
        case string(content: Span)
        /// A literal with a prefix (`r`, `f`, …) or with three quotes.
        case specialString
        /// A literal that ends with its line, or with the file, instead of its quote.
        case unclosedString
    }

    let kind: Kind
    let span: Span
}

/// The comments and string literals of a Python file, told apart as Python's own tokenizer does.
///
/// Formatted literals follow Python 3.12 (PEP 701), where a replacement field may hold any expression, quotes of the same
/// kind included; what was valid before reads the same.
struct PythonTokens {
    private(set) var all: [PythonToken] = []
    private let bytes: [UInt8]
    private var index = 0

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
        while index < bytes.count {
            let start = index
            if let kind = skipToken() { all.append(PythonToken(kind: kind, span: Span(start, index))) }
        }
    }

    /// Passes one token, word or other byte; nothing is returned for the latter two.
    private mutating func skipToken() -> PythonToken.Kind? {
        switch bytes[index] {
        case UInt8(ascii: "#"):
            skipLine()
            return .comment
        case UInt8(ascii: "\""), UInt8(ascii: "'"):
            return skipString(formatted: false, raw: false, prefixed: false)
        case let byte where Self.isWordByte(byte):
            let start = index
            while index < bytes.count, Self.isWordByte(bytes[index]) { index += 1 }
            guard index < bytes.count, Self.isQuote(bytes[index]), index - start <= 2 else { return nil }
            let prefix = String(decoding: bytes[start..<index], as: UTF8.self).lowercased()
            guard Self.prefixes.contains(prefix) else { return nil }
            let formatted = prefix.contains("f") || prefix.contains("t")
            return skipString(formatted: formatted, raw: prefix.contains("r"), prefixed: true)
        default:
            index += 1
            return nil
        }
    }

    private mutating func skipString(formatted: Bool, raw: Bool, prefixed: Bool) -> PythonToken.Kind {
        let quote = Quote(at: index, in: bytes)
        index += quote.length
        let content = index
        guard formatted ? skipFormatted(quote, raw: raw) : skipPlain(quote) else { return .unclosedString }
        if prefixed || quote.length == 3 { return .specialString }
        return .string(content: Span(content, index - 1))
    }

    /// Passes the rest of a literal, its closing quote included. False when there is none.
    private mutating func skipPlain(_ quote: Quote) -> Bool {
        while index < bytes.count {
            if quote.stands(at: index, in: bytes) {
                index += quote.length
                return true
            }
            if quote.length == 1, Self.isLineEnd(bytes[index]) { return false }
            skipCharacter()
        }
        return false
    }

    /// One byte, or a backslash with what it escapes.
    private mutating func skipCharacter() {
        let escapes = bytes[index] == UInt8(ascii: "\\")
        index += 1
        guard escapes, index < bytes.count else { return }
        let lineEnd = bytes[index] == 0x0D && index + 1 < bytes.count && bytes[index + 1] == 0x0A
        index += lineEnd ? 2 : 1
    }

    private mutating func skipLine() {
        while index < bytes.count, !Self.isLineEnd(bytes[index]) { index += 1 }
    }

    /// Where a scan of a formatted literal is. A stack of these takes the place of recursion, which a hostile file
    /// could drive too deep.
    private enum Context {
        /// In the text of a literal, or in the format specification of a field.
        case text(Quote, raw: Bool, specification: Bool)
        /// In the expression of a field, within so many brackets.
        case field(brackets: Int)
    }

    private mutating func skipFormatted(_ quote: Quote, raw: Bool) -> Bool {
        var stack = [Context.text(quote, raw: raw, specification: false)]
        while let context = stack.last, index < bytes.count {
            switch context {
            case .text(let quote, let raw, let specification):
                if quote.stands(at: index, in: bytes) {
                    index += quote.length
                    // A quote in a specification ends the literal as well, though it is a mistake.
                    while case .text(_, _, true)? = stack.last { stack.removeLast(2) }
                    stack.removeLast()
                } else if quote.length == 1, Self.isLineEnd(bytes[index]) {
                    return false
                } else {
                    skipText(&stack, raw: raw, specification: specification)
                }
            case .field(let brackets):
                skipExpression(&stack, brackets: brackets)
            }
        }
        return stack.isEmpty
    }

    private mutating func skipText(_ stack: inout [Context], raw: Bool, specification: Bool) {
        let next = index + 1 < bytes.count ? bytes[index + 1] : 0
        switch bytes[index] {
        case UInt8(ascii: "{") where next == UInt8(ascii: "{") && !specification: index += 2
        case UInt8(ascii: "{"):
            index += 1
            stack.append(.field(brackets: 0))
        case UInt8(ascii: "}") where specification:
            index += 1
            stack.removeLast(2)
        case UInt8(ascii: "\\") where next == UInt8(ascii: "{") || next == UInt8(ascii: "}"): index += 1
        case UInt8(ascii: "\\") where next == UInt8(ascii: "N") && !raw: skipNamedCharacter()
        default: skipCharacter()
        }
    }

    /// `\N{DASH}`: its braces open no field.
    private mutating func skipNamedCharacter() {
        index += 2
        guard index < bytes.count, bytes[index] == UInt8(ascii: "{") else { return }
        while index < bytes.count, Self.isWordByte(bytes[index]) || "{ -".utf8.contains(bytes[index]) { index += 1 }
        if index < bytes.count, bytes[index] == UInt8(ascii: "}") { index += 1 }
    }

    private mutating func skipExpression(_ stack: inout [Context], brackets: Int) {
        let top = stack.count - 1
        switch bytes[index] {
        case UInt8(ascii: "}") where brackets == 0:
            index += 1
            stack.removeLast()
        case UInt8(ascii: ":") where brackets == 0:
            index += 1
            guard case .text(let quote, let raw, _) = stack[top - 1] else { return }
            stack.append(.text(quote, raw: raw, specification: true))
        case UInt8(ascii: "("), UInt8(ascii: "["), UInt8(ascii: "{"):
            index += 1
            stack[top] = .field(brackets: brackets + 1)
        case UInt8(ascii: ")"), UInt8(ascii: "]"), UInt8(ascii: "}"):
            index += 1
            stack[top] = .field(brackets: max(0, brackets - 1))
        default:
            skipNested(&stack)
        }
    }

    /// A comment, a word, a whole plain literal, or the opening of a formatted one.
    private mutating func skipNested(_ stack: inout [Context]) {
        var raw = false
        var formatted = false
        if Self.isWordByte(bytes[index]) {
            let start = index
            while index < bytes.count, Self.isWordByte(bytes[index]) { index += 1 }
            guard index < bytes.count, Self.isQuote(bytes[index]), index - start <= 2 else { return }
            let prefix = String(decoding: bytes[start..<index], as: UTF8.self).lowercased()
            guard Self.prefixes.contains(prefix) else { return }
            raw = prefix.contains("r")
            formatted = prefix.contains("f") || prefix.contains("t")
        }
        guard Self.isQuote(bytes[index]) else {
            if bytes[index] == UInt8(ascii: "#") { skipLine() } else { index += 1 }
            return
        }
        let quote = Quote(at: index, in: bytes)
        index += quote.length
        if formatted {
            stack.append(.text(quote, raw: raw, specification: false))
        } else {
            _ = skipPlain(quote)
        }
    }

    private static let prefixes: Set<String> = ["r", "u", "b", "f", "t", "br", "rb", "fr", "rf", "tr", "rt"]

    private static func isQuote(_ byte: UInt8) -> Bool { byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") }

    private static func isLineEnd(_ byte: UInt8) -> Bool { byte == 0x0A || byte == 0x0D }

    /// Part of an identifier, a keyword or a number.
    private static func isWordByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"): true
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), 0x80...: true
        default: false
        }
    }
}

/// The quote that opened a literal: one or three of the same byte.
private struct Quote {
    let byte: UInt8
    let length: Int

    init(at index: Int, in bytes: [UInt8]) {
        byte = bytes[index]
        let isTriple = index + 2 < bytes.count && bytes[index + 1] == byte && bytes[index + 2] == byte
        length = isTriple ? 3 : 1
    }

    func stands(at index: Int, in bytes: [UInt8]) -> Bool {
        guard bytes[index] == byte else { return false }
        return length == 1 || index + 2 < bytes.count && bytes[index + 1] == byte && bytes[index + 2] == byte
    }
}
