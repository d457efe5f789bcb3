package import Diagnostics

/// A rendered template.
package struct RenderedPlugin: Sendable, Hashable {
    /// The file name that both templates of the tool, and any other, are rendered to.
    package static let fileName = "env_var_plugin.py"

    package let bytes: [UInt8]
    package let template: SourceText

    /// The place in the template of a line of the rendered file, without indentation; lines count from 1. `nil` when
    /// there is no such line.
    ///
    /// Line numbers are the same in both: a placeholder and a literal that replaces it are each on one line.
    package func place(ofLine line: Int) -> Place? {
        guard let text = template.line(line) else { return nil }
        let start = text.firstIndex { $0 != 0x20 && $0 != 0x09 } ?? text.startIndex
        return .source(template, Span(start, text.endIndex))
    }
}
