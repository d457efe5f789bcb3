import Diagnostics

/// What a template holds of the placeholder notation.
struct TemplateScan {
    private(set) var placeholders: [Placeholder] = []
    private(set) var diagnostics: [Diagnostic] = []
    /// Names in malformed placeholders: to call these unused as well would be noise.
    private(set) var mentioned: Set<String> = []
    private let source: SourceText

    init(_ source: SourceText) {
        self.source = source
        var codeStart = 0
        for token in PythonTokens(source.bytes).all {
            rejectMarks(in: codeStart..<token.span.start, "outside of a string literal")
            codeStart = token.span.end
            switch token.kind {
            case .comment: break
            case .string(let content): inspect(content, of: token)
            case .specialString: rejectMarks(in: token.span.start..<token.span.end, Self.special)
            case .unclosedString: diagnostics.append(unclosed(token))
            }
        }
        rejectMarks(in: codeStart..<source.bytes.count, "outside of a string literal")
    }

    private static let special = "in a string literal that has a prefix or three quotes"

    private mutating func inspect(_ content: Span, of token: PythonToken) {
        let bytes = source.bytes[content.start..<content.end]
        let isMarked = bytes.count >= 4 && bytes.starts(with: Self.mark) && bytes.suffix(2).elementsEqual(Self.mark)
        let name = bytes.dropFirst(2).dropLast(2)
        guard isMarked, !name.contains(Self.at) else {
            rejectMarks(in: content.start..<content.end, "in a string literal that holds more than that")
            return
        }
        if Self.isName(name) {
            placeholders.append(Placeholder(name: String(decoding: name, as: UTF8.self), span: token.span))
        } else {
            diagnostics.append(
                Diagnostic(
                    .templatePlaceholderMalformed, .error, "a placeholder's name is malformed",
                    at: .source(source, token.span),
                    help: "A name is a lower-case letter, then lower-case letters, digits and underscores, "
                        + "without spaces: \"@@config_path@@\"."))
        }
    }

    /// Looks for `@@name@@` where it means nothing.
    private mutating func rejectMarks(in range: Range<Int>, _ location: String) {
        let bytes = source.bytes
        var index = range.lowerBound
        while index + 1 < range.upperBound {
            guard bytes[index] == Self.at, bytes[index + 1] == Self.at else {
                index += 1
                continue
            }
            var end = index + 2
            while end < range.upperBound, Self.isNameByte(bytes[end]) { end += 1 }
            guard end > index + 2, end + 1 < range.upperBound, bytes[end] == Self.at, bytes[end + 1] == Self.at else {
                index = max(end, index + 1)
                continue
            }
            mentioned.insert(String(decoding: bytes[(index + 2)..<end], as: UTF8.self))
            diagnostics.append(
                Diagnostic(
                    .templatePlaceholderMalformed, .error, "a placeholder stands \(location)",
                    at: .source(source, Span(index, end + 2)),
                    help: "A placeholder is a whole string literal of its own, as in PATH = \"@@config_path@@\"."))
            index = end + 2
        }
    }

    private func unclosed(_ token: PythonToken) -> Diagnostic {
        Diagnostic(
            .templateStringUnclosed, .error, "a string literal is not closed", at: .source(source, token.span),
            help: "Placeholders cannot be told from other text in a file that is not valid Python.")
    }

    private static let at = UInt8(ascii: "@")
    private static let mark = [at, at]

    private static func isNameByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"): true
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"): true
        default: false
        }
    }

    private static func isName(_ bytes: ArraySlice<UInt8>) -> Bool {
        guard let first = bytes.first, (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(first) else { return false }
        return bytes.allSatisfy { isNameByte($0) && !(UInt8(ascii: "A")...UInt8(ascii: "Z")).contains($0) }
    }
}
