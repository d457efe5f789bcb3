import Diagnostics
import MWAAReleases

/// One thing that can be wrong with a config. A rule is a file in `Rules/`, listed in ``ConfigRules/all``.
protocol ConfigRule: SendableMetatype {
    static func check(_ config: ConfigDocument, _ context: ValidationContext, _ report: inout Report)
}

/// Takes the findings of the rules.
struct Report {
    let source: SourceText
    private(set) var diagnostics: [Diagnostic] = []

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
        diagnostics.append(diagnostic)
    }

    mutating func add(
        _ code: DiagnosticCode, _ severity: Severity, _ message: String, at span: Span, label: String?,
        related: [Diagnostic.Related], help: String?, fix: Fix?
    ) {
        diagnostics.append(
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
