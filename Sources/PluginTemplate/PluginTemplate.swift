package import Diagnostics

/// A plugin's source with places for values: a real Python file, valid before it is rendered.
///
/// A placeholder is a whole string literal, without a prefix and on one line: `PROJECT = "@@google_cloud_project@@"`.
/// Its name is `[a-z][a-z0-9_]*`. What stands in comments is never a placeholder. In all other places the notation is an
/// error, so that no placeholder is left over by mistake.
package struct PluginTemplate: Sendable, Hashable {
    package let source: SourceText

    package init(source: SourceText) {
        self.source = source
    }

    /// Replaces each placeholder by its value, as an escaped Python string literal; all other bytes stay.
    ///
    /// - Parameter values: the values by name; each must be used at least once.
    /// - Throws: all that is wrong with the template, in the order of its text: a name that has no value, a malformed
    ///   placeholder, a string literal that is not closed, a value that no placeholder uses.
    package func render(_ values: [String: String]) throws(DiagnosedError) -> RenderedPlugin {
        let found = TemplateScan(source)
        var diagnostics = found.diagnostics
        var used = found.mentioned
        var bytes: [UInt8] = []
        bytes.reserveCapacity(source.bytes.count + 256)
        var copied = 0
        for placeholder in found.placeholders {
            used.insert(placeholder.name)
            guard let value = values[placeholder.name] else {
                diagnostics.append(undefined(placeholder, names: values.keys.sorted()))
                continue
            }
            bytes += source.bytes[copied..<placeholder.span.start]
            bytes += PythonLiteral(value).bytes
            copied = placeholder.span.end
        }
        bytes += source.bytes[copied...]
        diagnostics += values.keys.filter { !used.contains($0) }.sorted().map(unused)
        guard diagnostics.isEmpty else { throw DiagnosedError(diagnostics.sorted(by: inOrderOfText)) }
        return RenderedPlugin(bytes: bytes, template: source)
    }

    private func undefined(_ placeholder: Placeholder, names: [String]) -> Diagnostic {
        Diagnostic(
            .templateNameUndefined, .error, "no value is named `\(placeholder.name)`",
            at: .source(source, placeholder.span),
            help: names.isEmpty ? nil : "Names that have a value: \(names.joined(separator: ", ")).")
    }

    private func unused(_ name: String) -> Diagnostic {
        Diagnostic(
            .templateNameUnused, .error, "the template does not use the value `\(name)`",
            at: .source(source, Span(0, 0)),
            help: "Write \"@@\(name)@@\" where the plugin needs it.")
    }

    private func inOrderOfText(_ left: Diagnostic, _ right: Diagnostic) -> Bool {
        func start(_ diagnostic: Diagnostic) -> Int {
            guard case .source(_, let span)? = diagnostic.place else { return 0 }
            return span.start
        }
        return start(left) < start(right)
    }
}

/// A string literal that is a placeholder, quotes included in the span.
struct Placeholder: Hashable {
    let name: String
    let span: Span
}
