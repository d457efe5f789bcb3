package import Diagnostics

/// A pattern of paths that stay out of the archive.
///
/// - Without a slash, other than a last one, it is matched against the name of a file or directory at any depth; with one, against the
///   path from the root of the source. A slash at the start only says the latter.
/// - `*` and `?` match within a component, `**` as a component matches any number of them, `[a-z]` and `[!a-z]` match
///   one of a set, a backslash takes the next character as it is.
/// - A slash at the end restricts the pattern to directories. What is inside an excluded directory is excluded.
package struct ExcludePattern: Sendable, Hashable {
    /// As the user wrote it.
    package let text: String
    /// Whether the whole path is matched, rather than the last component.
    private let isAnchored: Bool
    private let onlyDirectories: Bool
    private let components: [Component]

    private enum Component: Sendable, Hashable {
        /// `**`.
        case anyDepth
        case tokens([Token])
    }

    private enum Token: Sendable, Hashable {
        case anyRun
        case anyOne
        case one(Unicode.Scalar)
        case set([ClosedRange<Unicode.Scalar>], negated: Bool)
    }

    /// What is never meant to be shipped: caches, version control, what macOS leaves behind, and this tool's own temporary
    /// files, which a killed run may have left.
    package static let defaults = ["__pycache__", "*.pyc", ".git", ".DS_Store", "__MACOSX", "._*", "*.mwaa-gcp-*"].map {
        try! ExcludePattern($0)
    }

    /// Throws one diagnostic when `text` is empty, has an open bracket or ends in a backslash.
    package init(_ text: String) throws(DiagnosedError) {
        self.text = text
        var scalars = Array(text.unicodeScalars)
        onlyDirectories = scalars.count > 1 && scalars.last == "/"
        if onlyDirectories { scalars.removeLast() }
        isAnchored = scalars.contains("/")
        if scalars.first == "/" { scalars.removeFirst() }
        guard !scalars.isEmpty else { throw Self.malformed(text, "is empty") }
        var components: [Component] = []
        for part in scalars.split(separator: "/", omittingEmptySubsequences: false) {
            guard !part.isEmpty else { throw Self.malformed(text, "has an empty component") }
            components.append(
                part.elementsEqual("**".unicodeScalars) ? .anyDepth : .tokens(try Self.tokens(part, of: text)))
        }
        self.components = components
    }

    /// What may be wrong with a pattern that matches nothing.
    var adviceWhenUnused: String {
        if text.hasPrefix("!") { return "nothing can be taken back in: `!` has a meaning inside brackets only" }
        if text.contains("{") { return "braces are taken as they are: give one pattern for each of their alternatives" }
        return isAnchored
            ? "a pattern with a slash is matched from the root of the plugins directory"
            : "a pattern without a slash is matched against whole names, upper and lower case told apart"
    }

    /// A path from the root of its source, ready to be compared with many patterns.
    package struct Path {
        fileprivate let components: [[Unicode.Scalar]]

        package init(_ bytes: [UInt8]) {
            components = bytes.split(separator: UInt8(ascii: "/")).map(Self.scalars)
        }

        /// The path of what stands in the root.
        init(component: ArraySlice<UInt8>) {
            components = [Self.scalars(component)]
        }

        private static func scalars(_ bytes: ArraySlice<UInt8>) -> [Unicode.Scalar] {
            // Most names, and `String` takes several times as long.
            bytes.allSatisfy { $0 < 0x80 }
                ? bytes.map { Unicode.Scalar($0) } : Array(String(decoding: bytes, as: UTF8.self).unicodeScalars)
        }
    }

    /// Whether the file or directory at `path` is excluded itself.
    package func matches(_ path: Path, isDirectory: Bool) -> Bool {
        guard isDirectory || !onlyDirectories else { return false }
        // Without a slash there is one component.
        if !isAnchored, let name = path.components.last { return Self.accepts(components[0], name) }
        return Self.match(components, path.components, isRun: { $0 == .anyDepth }, accepts: Self.accepts)
    }

    private static func malformed(_ text: String, _ why: String) -> DiagnosedError {
        DiagnosedError(
            Diagnostic(
                .archiveExcludePattern, .error, "the exclude pattern `\(EntryName(text))` \(why)",
                help:
                    "patterns use `*`, `?`, `[a-z]` and `**`; write a backslash before a character that is meant as it is"
            ))
    }

    private static func tokens(
        _ part: ArraySlice<Unicode.Scalar>, of text: String
    ) throws(DiagnosedError) -> [Token] {
        var tokens: [Token] = []
        var rest = part
        while let scalar = rest.popFirst() {
            switch scalar {
            case "*": if tokens.last != .anyRun { tokens.append(.anyRun) }
            case "?": tokens.append(.anyOne)
            case "[": tokens.append(try set(&rest, of: text))
            case "\\":
                guard let next = rest.popFirst() else { throw malformed(text, "ends in a backslash") }
                tokens.append(.one(next))
            default: tokens.append(.one(scalar))
            }
        }
        return tokens
    }

    /// The set after an opening bracket; a `]` in first place stands for itself.
    private static func set(
        _ rest: inout ArraySlice<Unicode.Scalar>, of text: String
    ) throws(DiagnosedError) -> Token {
        let negated = rest.first == "!" || rest.first == "^"
        if negated { rest.removeFirst() }
        var ranges: [ClosedRange<Unicode.Scalar>] = []
        while let scalar = rest.popFirst() {
            if scalar == "]", !ranges.isEmpty { return .set(ranges, negated: negated) }
            let following = rest.prefix(2)
            if following.count == 2, following.first == "-", let end = following.last, end != "]" {
                guard scalar <= end else { throw malformed(text, "has a range that runs backwards") }
                ranges.append(scalar...end)
                rest.removeFirst(2)
            } else {
                ranges.append(scalar...scalar)
            }
        }
        throw malformed(text, "has a bracket that is not closed")
    }

    /// Matches a pattern with wildcards for runs, keeping one point to go back to, the last of those: at worst the
    /// product of both lengths.
    private static func match<Part, Piece>(
        _ pattern: [Part], _ subject: [Piece], isRun: (Part) -> Bool, accepts: (Part, Piece) -> Bool
    ) -> Bool {
        var part = 0
        var index = 0
        var lastRun: (part: Int, index: Int)?
        while index < subject.count {
            if part < pattern.count, isRun(pattern[part]) {
                lastRun = (part, index)
                part += 1
            } else if part < pattern.count, accepts(pattern[part], subject[index]) {
                part += 1
                index += 1
            } else if let run = lastRun {
                lastRun = (run.part, run.index + 1)
                part = run.part + 1
                index = run.index + 1
            } else {
                return false
            }
        }
        return pattern[part...].allSatisfy(isRun)
    }

    private static func accepts(_ component: Component, _ name: [Unicode.Scalar]) -> Bool {
        switch component {
        case .anyDepth: true
        case .tokens(let tokens): match(tokens, name, isRun: { $0 == .anyRun }, accepts: accepts)
        }
    }

    private static func accepts(_ token: Token, _ scalar: Unicode.Scalar) -> Bool {
        switch token {
        case .anyRun, .anyOne: true
        case .one(let expected): expected == scalar
        case .set(let ranges, let negated): ranges.contains { $0.contains(scalar) } != negated
        }
    }
}
