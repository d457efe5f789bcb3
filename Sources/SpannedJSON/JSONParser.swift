package import Diagnostics

/// A strict parser for RFC 8259 that goes on after an error, so that one run reports every error.
///
/// It does not recurse deeper than ``Limits/depth``, and takes time and memory linear in the length of the text.
package struct JSONParser {
    /// Bounds on what a text may cost.
    package struct Limits: Sendable, Hashable {
        /// Size of the text in bytes; a larger one is reported and not read.
        package var bytes: Int
        /// Arrays and objects inside each other; where the text goes deeper, parsing ends with one report.
        package var depth: Int
        /// Reports in one run; after that many, parsing ends with a note that says so.
        package var diagnostics: Int

        package init(bytes: Int = 16 << 20, depth: Int = 64, diagnostics: Int = 100) {
            self.bytes = bytes
            self.depth = depth
            self.diagnostics = diagnostics
        }
    }

    /// What was read.
    package struct Result: Sendable {
        /// The document's value, as far as it could be made out; `nil` when there is none.
        package let root: JSONNode?
        /// In order of place. The text is valid JSON exactly when none of these is an error.
        package let diagnostics: [Diagnostic]
        /// Whether everything that the text holds is in `root`, so that what is missing there is missing indeed.
        package let isComplete: Bool

        /// Whether the text is valid JSON, with no member twice.
        package var isValid: Bool { root != nil && !diagnostics.contains { $0.severity == .error } }
    }

    let source: SourceText
    let bytes: [UInt8]
    let limits: Limits
    var index = 0
    var depth = 0
    var diagnostics: [Diagnostic] = []
    /// Becomes false when a part of the text is skipped.
    var isComplete = true

    /// Parses a whole text.
    package static func parse(_ text: SourceText, limits: Limits = Limits()) -> Result {
        var parser = JSONParser(source: text, bytes: text.bytes, limits: limits)
        let root = parser.document()
        return Result(
            root: root, diagnostics: parser.diagnostics.sorted { $0.start < $1.start }, isComplete: parser.isComplete)
    }

    private mutating func document() -> JSONNode? {
        guard bytes.count <= min(limits.bytes, Int(UInt32.max)) else {
            report(
                .jsonTooLarge, "the document has \(bytes.count) bytes, more than the limit of \(limits.bytes)",
                Span(0, 0))
            return giveUp()
        }
        if let encoding = TextEncoding.otherThanUTF8(bytes) {
            report(
                .jsonOtherEncoding, "the file is encoded in \(encoding.name), not in UTF-8",
                Span(0, min(encoding.markLength, bytes.count)), help: "save the file as UTF-8 without a byte order mark"
            )
            return giveUp()
        }
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) {
            report(
                .jsonByteOrderMark, "the file begins with a byte order mark", Span(0, 3),
                help: "save the file as UTF-8 without a byte order mark",
                fix: Fix("remove the byte order mark", [.init(Span(0, 3), [])]))
            index = 3
        }
        skipTrivia()
        guard index < bytes.count else {
            report(
                .jsonEmpty, index == 0 ? "the file is empty" : "the file holds no JSON value", Span(0, 0),
                help: "the file should hold one JSON value")
            return giveUp()
        }
        let root = value(in: .document)
        skipTrivia()
        if index < bytes.count, !isStopped {
            report(
                .jsonTrailingText, "text after the end of the document", Span(index, bytes.count),
                related: [
                    .init("the document's value ends here", at: .source(source, Span(root.span.start, root.span.end)))
                ],
                help: "a JSON file holds one value and nothing after it")
            isComplete = false
        }
        return root
    }

    private mutating func giveUp() -> JSONNode? {
        isComplete = false
        return nil
    }

    /// Whether parsing has ended: nothing more is read or reported.
    var isStopped: Bool { index > bytes.count }

    /// Ends parsing; every loop sees the end of the text.
    mutating func stop() {
        index = bytes.count + 1
        isComplete = false
    }

    /// The byte at `index + offset`, or `nil` at the end.
    func peek(_ offset: Int = 0) -> UInt8? {
        index + offset < bytes.count ? bytes[index + offset] : nil
    }

    /// Whether the text at `index` begins with `text`.
    func looksAt(_ text: StaticString) -> Bool {
        guard index + text.utf8CodeUnitCount <= bytes.count else { return false }
        for offset in 0..<text.utf8CodeUnitCount where bytes[index + offset] != text.utf8Start[offset] { return false }
        return true
    }

    /// Adds a report, unless parsing has ended; the last one that the limit allows ends it.
    mutating func report(
        _ code: DiagnosticCode, _ message: String, _ span: Span, severity: Severity = .error, label: String? = nil,
        related: [Diagnostic.Related] = [], help: String? = nil, fix: Fix? = nil
    ) {
        guard !isStopped else { return }
        diagnostics.append(
            Diagnostic(
                code, severity, message, at: .source(source, span), label: label, related: related, help: help, fix: fix
            ))
        if diagnostics.count == limits.diagnostics {
            diagnostics.append(
                Diagnostic(
                    .jsonTooManyErrors, .note, "reading ended here, after \(limits.diagnostics) errors",
                    at: .source(source, Span(span.end, span.end))))
            stop()
        }
    }

    /// Skips white space, and comments with a report.
    mutating func skipTrivia() {
        while let byte = peek() {
            switch byte {
            case 0x20, 0x0A, 0x0D, 0x09: index += 1
            case UInt8(ascii: "#"): skipComment(to: endOfLine(from: index))
            case UInt8(ascii: "/"):
                if looksAt("//") {
                    skipComment(to: endOfLine(from: index))
                } else if looksAt("/*") {
                    skipComment(to: endOfBlockComment())
                } else {
                    return
                }
            case 0x80...: guard skipBlanks() else { return }
            default: return
            }
        }
    }

    /// Skips blanks that only word processors and web pages take for such; gives whether there was one.
    private mutating func skipBlanks() -> Bool {
        let start = index
        var end = start
        var count = 0
        while end < bytes.count, bytes[end] >= 0x80,
            let (scalar, length) = UTF8Scalar.decode(bytes, at: end, end: bytes.count), scalar.isBlank
        {
            end += length
            count += 1
        }
        guard end > start else { return false }
        let span = Span(start, end)
        report(
            .jsonUnexpected,
            "\(describe(at: start))\(count > 1 ? " and \(count - 1) more such" : "") between values", span,
            label: "JSON has four blanks: space, tab, line feed and carriage return",
            help: "write \(count > 1 ? "spaces" : "a space")",
            fix: Fix("write \(count > 1 ? "spaces" : "a space")", [.init(span, Array(repeating: 0x20, count: count))]))
        if !isStopped { index = end }
        return true
    }

    private mutating func skipComment(to end: Int) {
        let span = Span(index, end)
        index = end
        report(
            .jsonComment, "a comment, which JSON does not have", span, help: "remove the comment",
            fix: Fix("remove the comment", [.init(span, [])]))
    }

    private func endOfBlockComment() -> Int {
        var end = index + 2
        while end + 1 < bytes.count {
            if bytes[end] == UInt8(ascii: "*"), bytes[end + 1] == UInt8(ascii: "/") { return end + 2 }
            end += 1
        }
        return bytes.count
    }

    /// The index of the line feed or carriage return that ends the line of `start`, or the end of the text.
    func endOfLine(from start: Int) -> Int {
        var end = start
        while end < bytes.count, bytes[end] != 0x0A, bytes[end] != 0x0D { end += 1 }
        return end
    }
}

extension Diagnostic {
    /// The byte at which it points.
    fileprivate var start: Int {
        if case .source(_, let span) = place { span.start } else { 0 }
    }
}

extension Unicode.Scalar {
    /// Whether it is seen as a blank, or not at all.
    var isBlank: Bool { properties.generalCategory == .format || properties.isWhitespace }
}
