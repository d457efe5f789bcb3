import CredentialConfig
import Diagnostics
import MWAAReleases
import SpannedJSON

/// What must hold for any bytes whatever, for the fuzzer and for the tests.
enum ConfigProperties {
    /// What does not hold for `bytes`; empty when all is well.
    static func violations(_ bytes: [UInt8]) -> [String] {
        let text = SourceText(name: "config.json", bytes: bytes)
        var violations: [String] = []
        let parsed = JSONParser.parse(text)
        if let root = parsed.root { check(root, inside: Span(0, bytes.count), &violations) }
        if parsed.root == nil, !parsed.diagnostics.contains(where: { $0.severity == .error }) {
            violations.append("neither a value nor an error")
        }
        if parsed.isValid, !parsed.isComplete { violations.append("valid but not complete") }

        let validated = CredentialConfigValidator.validate(text, everything)
        check(validated.diagnostics, bytes.count, &violations)
        let fixed = ConfigFixer.fix(text, everything)
        check(fixed.validated.diagnostics, fixed.text.bytes.count, &violations)
        if fixed.validated.diagnostics.contains(where: { $0.fix != nil }) {
            violations.append("a fixable finding after fixing")
        }
        if ConfigFixer.fix(fixed.text, everything).text != fixed.text {
            violations.append("fixing twice is not fixing once")
        }
        if fixed.mended.isEmpty, fixed.text != text { violations.append("changed, but nothing was mended") }

        let prepared = CredentialConfigValidator.prepare(text, everything)
        check(prepared.diagnostics + prepared.notes, bytes.count, &violations)
        if !prepared.hasErrors, prepared.config == nil { violations.append("no error, and no config") }
        if prepared.notes.isEmpty, prepared.bytes != bytes { violations.append("changed without a note") }
        return violations
    }

    /// All releases, so that every rule has its say, and all cross-checks.
    private static let everything = ValidationContext(
        releases: MWAARelease.all, googleCloudProject: .init("data-project-1"),
        awsRegion: .init("eu-west-1"))

    private static func check(_ diagnostics: [Diagnostic], _ count: Int, _ violations: inout [String]) {
        for diagnostic in diagnostics {
            let places = [diagnostic.place].compactMap { $0 } + diagnostic.related.map(\.place)
            for case .source(let source, let span) in places where span.end > count || source.bytes.count != count {
                violations.append("\(diagnostic.code) points to \(span), outside of \(count) bytes")
            }
            for edit in diagnostic.fix?.edits ?? [] where edit.span.end > count {
                violations.append("\(diagnostic.code) edits \(edit.span), outside of \(count) bytes")
            }
            if diagnostic.message.isEmpty || diagnostic.message.hasSuffix(".") {
                violations.append("\(diagnostic.code) has the message '\(diagnostic.message)'")
            }
        }
    }

    private static func check(_ node: JSONNode, inside outer: Span, _ violations: inout [String]) {
        guard outer.start <= node.span.start, node.span.end <= outer.end else {
            violations.append("a value at \(node.span) in one at \(outer)")
            return
        }
        switch node.value {
        case .array(let elements):
            for element in elements { check(element, inside: node.span, &violations) }
        case .object(let object):
            for member in object.members {
                if member.key.span.start < node.span.start || member.value.span.start < member.key.span.end {
                    violations.append("a key at \(member.key.span) of a value at \(member.value.span)")
                }
                check(member.value, inside: node.span, &violations)
            }
        case .null, .bool, .number, .string, .broken: break
        }
    }
}
