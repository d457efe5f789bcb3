import Diagnostics

/// A unified diff as it is shown.
package enum DiffRenderer {
    /// The bytes to write: secrets masked, coloured by the presentation's style.
    ///
    /// Masked line by line: what a line leaves open must not take the following lines with it, which may be another file's.
    /// Who makes the diff hides secrets that have several lines, since a hunk may begin inside one.
    ///
    /// - Parameter forTerminal: replaces what could move a cursor; elsewhere every byte that is no secret stays, so that
    ///   `patch` can read it.
    package static func render(_ diff: [UInt8], _ presentation: Presentation, forTerminal: Bool) -> [UInt8] {
        let lines = diff.split(separator: 0x0A, omittingEmptySubsequences: false).map { line -> [UInt8] in
            // The first byte is the diff's own.
            let line = Array(line.prefix(1)) + presentation.mask(Array(line.dropFirst()))
            guard forTerminal || presentation.style.isColoured else { return line }
            let text = String(decoding: line, as: UTF8.self)
            let shown = forTerminal ? Excerpt.visible(text, keepingLineFeeds: false) : text
            guard let role = role(of: text) else { return Array(shown.utf8) }
            return Array(presentation.style.paint(shown, as: role).utf8)
        }
        return Array(lines.joined(separator: [0x0A]))
    }

    private static func role(of line: String) -> TextStyle.Role? {
        if line.hasPrefix("--- ") || line.hasPrefix("+++ ") { return .strong }
        switch line.first {
        case "-": return .severity(.error)
        case "+": return .good
        case "@": return .frame
        default: return nil
        }
    }
}
