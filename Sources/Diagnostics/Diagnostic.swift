/// One thing to tell the user, as a value. Only `Reporting` turns it into text.
package struct Diagnostic: Sendable, Hashable {
    package var code: DiagnosticCode
    package var severity: Severity
    /// A headline that stands alone: lower case, no full stop, no advice.
    package var message: String
    /// Where it is; `nil` when it has no place, as for a missing tool.
    package var place: Place?
    /// What to write under the caret, when the headline is not enough.
    package var label: String?
    /// Other places that explain this one, such as the first of two duplicates.
    package var related: [Related]
    /// What to do about it: the only place for advice. One sentence or several.
    package var help: String?
    /// The one right mend, if there is one.
    package var fix: Fix?

    package init(
        _ code: DiagnosticCode, _ severity: Severity = .error, _ message: String, at place: Place? = nil,
        label: String? = nil, related: [Related] = [], help: String? = nil, fix: Fix? = nil
    ) {
        self.code = code
        self.severity = severity
        self.message = message
        self.place = place
        self.label = label
        self.related = related
        self.help = help
        self.fix = fix
    }

    /// A second place with a remark of its own.
    package struct Related: Sendable, Hashable {
        package var message: String
        package var place: Place

        package init(_ message: String, at place: Place) {
            self.message = message
            self.place = place
        }
    }
}

package enum Severity: String, Sendable, Hashable, Comparable, CaseIterable {
    case error, warning, note

    /// Graver first.
    package static func < (left: Severity, right: Severity) -> Bool {
        allCases.firstIndex(of: left)! < allCases.firstIndex(of: right)!
    }
}

/// Where a diagnostic points.
package enum Place: Sendable, Hashable {
    /// Part of a text that was read.
    case source(SourceText, Span)
    /// A file or directory as a whole, by the path the user gave.
    case file(String)
    /// An entry of an archive, with the byte offset in the archive where the trouble is.
    case archive(path: String, entry: String?, offset: Int?)
}

/// Edits that mend one finding. They do not overlap, and touch no byte outside their spans.
package struct Fix: Sendable, Hashable {
    /// What applying it does, as an order: "remove the member".
    package var description: String
    package var edits: [Edit]

    package init(_ description: String, _ edits: [Edit]) {
        self.description = description
        self.edits = edits
    }

    /// Bytes of `span` become `replacement`.
    package struct Edit: Sendable, Hashable {
        package var span: Span
        package var replacement: [UInt8]

        package init(_ span: Span, _ replacement: [UInt8]) {
            self.span = span
            self.replacement = replacement
        }
    }
}

/// What a function throws when it cannot go on: at least one diagnostic says why.
package struct DiagnosedError: Error, Sendable {
    package let diagnostics: [Diagnostic]

    /// - Precondition: `diagnostics` is not empty.
    package init(_ diagnostics: [Diagnostic]) {
        precondition(!diagnostics.isEmpty)
        self.diagnostics = diagnostics
    }

    package init(_ diagnostic: Diagnostic) {
        self.init([diagnostic])
    }
}
