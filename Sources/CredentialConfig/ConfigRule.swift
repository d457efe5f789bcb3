import Diagnostics
import MWAAReleases

/// One thing that can be wrong with a config. A rule is a file in `Rules/`, listed in ``ConfigRules/all``.
protocol ConfigRule: SendableMetatype {
    static func check(_ config: ConfigDocument, _ context: ValidationContext, _ report: inout Report)
}

/// Takes the findings of the rules: of each kind the first hundred, and how many more there are.
///
/// Nobody reads more, and to show each takes a look at its whole line, which in a text made by a machine may be all of it.
struct Report {
    let source: SourceText
    private var findings: [Diagnostic] = []
    private var kinds: [Kind: (count: Int, last: Int)] = [:]

    /// Errors are counted apart, so that none is left out for warnings.
    private struct Kind: Hashable {
        let code: DiagnosticCode
        let severity: Severity
    }

    private static let limit = 100

    /// The last one of those that were too many says how many are left out.
    var diagnostics: [Diagnostic] {
        var diagnostics = findings
        for (count, last) in kinds.values where count > Self.limit {
            let more = "\(count - Self.limit) more like this are left out"
            diagnostics[last].help = diagnostics[last].help.map { "\($0); \(more)" } ?? more
        }
        return diagnostics
    }

    init(_ source: SourceText) {
        self.source = source
    }

    mutating func error(
        _ code: DiagnosticCode, _ message: String, at span: Span, label: String? = nil,
        related: [Diagnostic.Related] = [], help: String? = nil, fix: Fix? = nil
    ) {
        add(code, .error, message, at: span, label: label, related: related, help: help, fix: fix)
    }

    mutating func warning(
        _ code: DiagnosticCode, _ message: String, at span: Span, label: String? = nil,
        related: [Diagnostic.Related] = [], help: String? = nil, fix: Fix? = nil
    ) {
        add(code, .warning, message, at: span, label: label, related: related, help: help, fix: fix)
    }

    mutating func note(
        _ code: DiagnosticCode, _ message: String, at span: Span, label: String? = nil,
        related: [Diagnostic.Related] = [], help: String? = nil
    ) {
        add(code, .note, message, at: span, label: label, related: related, help: help, fix: nil)
    }

    /// For a finding whose severity or place is not known beforehand.
    mutating func add(_ diagnostic: Diagnostic) {
        let kind = Kind(code: diagnostic.code, severity: diagnostic.severity)
        var (count, last) = kinds[kind] ?? (0, 0)
        if count < Self.limit {
            last = findings.count
            findings.append(diagnostic)
        }
        count += 1
        kinds[kind] = (count, last)
    }

    mutating func add(
        _ code: DiagnosticCode, _ severity: Severity, _ message: String, at span: Span, label: String?,
        related: [Diagnostic.Related], help: String?, fix: Fix?
    ) {
        add(
            Diagnostic(
                code, severity, message, at: .source(source, span), label: label, related: related, help: help, fix: fix
            ))
    }
}

extension Fix {
    /// One edit: the bytes of `span` become `text`.
    static func replacing(_ span: Span, with text: String, _ description: String) -> Fix {
        Fix(description, [Edit(span, Array(text.utf8))])
    }

    static func removing(_ span: Span, _ description: String) -> Fix {
        Fix(description, [Edit(span, [])])
    }
}
