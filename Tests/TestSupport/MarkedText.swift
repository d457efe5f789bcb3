package import Diagnostics

/// A text whose marks say where findings must be: `⟪C223|my-project⟫` expects C223, an error, exactly at `my-project`.
///
/// Several codes are separated by commas, another severity follows a colon (`⟪C264:warning|…⟫`), an empty mark stands for
/// the gap, and marks may be nested. The text itself is what remains without the marks.
package struct MarkedText: Sendable {
    package let source: SourceText
    package let expected: [Finding]

    package struct Finding: Sendable, Hashable, Comparable, CustomStringConvertible {
        package let start: Int
        package let end: Int
        package let code: String
        package let severity: String

        package var description: String { "\(code) \(severity) \(start)..<\(end)" }

        package static func < (left: Self, right: Self) -> Bool {
            (left.start, left.end, left.code, left.severity) < (right.start, right.end, right.code, right.severity)
        }
    }

    /// - Precondition: every mark is closed.
    package init(_ marked: String, name: String = "input.json") {
        var text = String.UnicodeScalarView()
        var length = 0
        var open: [(names: String, start: Int)] = []
        var expected: [Finding] = []
        var names: String.UnicodeScalarView?
        for scalar in marked.unicodeScalars {
            switch scalar {
            case "⟪": names = String.UnicodeScalarView()
            case "|" where names != nil:
                open.append((names.map { String($0) } ?? "", length))
                names = nil
            case "⟫":
                let mark = open.removeLast()
                for name in mark.names.split(separator: ",") {
                    let parts = name.split(separator: ":")
                    expected.append(
                        Finding(
                            start: mark.start, end: length, code: String(parts[0]),
                            severity: parts.count > 1 ? String(parts[1]) : "error"))
                }
            default:
                if names != nil {
                    names?.append(scalar)
                } else {
                    text.append(scalar)
                    length += UTF8.width(scalar)
                }
            }
        }
        precondition(open.isEmpty && names == nil, "a mark is not closed")
        source = SourceText(name: name, text: String(text))
        self.expected = expected.sorted()
    }

    /// What is wrong with `diagnostics` as the findings of this text; `nil` when they are just the expected ones.
    package func mismatch(_ diagnostics: [Diagnostic]) -> String? {
        let found = Self.findings(diagnostics).sorted()
        guard found != expected else { return nil }
        let missing = expected.filter { !found.contains($0) }
        let unexpected = found.filter { !expected.contains($0) }
        let shown = String(decoding: source.bytes, as: UTF8.self)
        return "missing \(missing), unexpected \(unexpected), in \(shown)\n"
            + diagnostics.map { "\($0.code): \($0.message)" }.joined(separator: "\n")
    }

    /// The findings of diagnostics; those without a place in a text are at -1.
    package static func findings(_ diagnostics: [Diagnostic]) -> [Finding] {
        diagnostics.map { diagnostic in
            var (start, end) = (-1, -1)
            if case .source(_, let span)? = diagnostic.place { (start, end) = (span.start, span.end) }
            return Finding(start: start, end: end, code: diagnostic.code.id, severity: diagnostic.severity.rawValue)
        }
    }
}
