package import Diagnostics

/// Colours for a terminal, or none.
package struct TextStyle: Sendable {
    let isColoured: Bool

    package static let plain = TextStyle(isColoured: false)
    package static let coloured = TextStyle(isColoured: true)

    /// What a piece of text is.
    package enum Role {
        case severity(Severity)
        case good, strong, frame
    }

    /// The text between ANSI escapes, or as it is.
    package func paint(_ text: String, as role: Role) -> String {
        guard isColoured, !text.isEmpty else { return text }
        let code =
            switch role {
            case .severity(.error): "1;31"
            case .severity(.warning): "1;33"
            case .severity(.note): "1;36"
            case .good: "32"
            case .strong: "1"
            case .frame: "34"
            }
        return "\u{1B}[\(code)m\(text)\u{1B}[0m"
    }

    /// The rule for colour: the flag, then `FORCE_COLOR`, `NO_COLOR`, `TERM=dumb`, then whether the stream is a terminal.
    ///
    /// An empty variable counts as absent (no-color.org, force-color.org).
    package static func choose(
        flag: Bool?, environment: [String: String], isTerminal: Bool
    ) -> TextStyle {
        func isSet(_ name: String) -> Bool { environment[name].map { !$0.isEmpty } ?? false }
        if let flag { return flag ? .coloured : .plain }
        if isSet("FORCE_COLOR") { return .coloured }
        if isSet("NO_COLOR") || environment["TERM"] == "dumb" { return .plain }
        return isTerminal ? .coloured : .plain
    }
}
