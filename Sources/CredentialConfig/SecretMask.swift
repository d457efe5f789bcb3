import Diagnostics
import SpannedJSON

/// Keeps secrets that a config should not hold out of everything that is shown of it.
///
/// Diagnostics carry the text they point into, for excerpts. Where that text holds secrets, they get a copy of the same
/// length with the secrets overwritten, so that places stay right.
struct SecretMask {
    /// The text with its secrets overwritten.
    let masked: SourceText
    private let secrets: [String]

    /// `nil` when nothing in `text` looks like a secret.
    /// - Parameter root: what could be parsed of the text; the text itself is searched as well, for what could not.
    init?(_ text: SourceText, root: JSONNode?) {
        var spans = SecretText.spans(in: text.bytes)
        if case .object(let object)? = root?.value { spans += SecretMembers.secrets(in: object).flatMap(\.values) }
        guard !spans.isEmpty else { return nil }
        // A value of a few characters is found everywhere, and gives nothing away.
        secrets = Set(spans.map { text.bytes[$0.start..<$0.end].text }).filter { $0.utf8.count >= 6 }
            .sorted { ($1.utf8.count, $0) < ($0.utf8.count, $1) }
        for secret in secrets.prefix(100) { spans += Self.places(of: secret, in: text.bytes) }
        var bytes = text.bytes
        for span in spans { Self.overwrite(span, in: &bytes) }
        masked = SourceText(name: text.name, bytes: bytes)
    }

    /// The diagnostic with the masked text in its places, and without secrets in its words.
    func applied(to diagnostic: Diagnostic) -> Diagnostic {
        var result = diagnostic
        result.place = diagnostic.place.map(applied)
        result.message = applied(to: diagnostic.message)
        result.label = diagnostic.label.map(applied)
        result.help = diagnostic.help.map(applied)
        result.related = diagnostic.related.map { .init(applied(to: $0.message), at: applied(to: $0.place)) }
        return result
    }

    private func applied(to place: Place) -> Place {
        guard case .source(let source, let span) = place, source.name == masked.name else { return place }
        return .source(masked, span)
    }

    private func applied(to words: String) -> String {
        var words = Array(words.utf8)[...]
        for secret in secrets {
            while let range = words.range(ofText: secret) {
                words = (words[..<range.lowerBound] + Array("***".utf8) + words[range.upperBound...])[...]
            }
        }
        return words.text
    }

    private static func places(of secret: String, in bytes: [UInt8]) -> [Span] {
        var places: [Span] = []
        var rest = bytes[...]
        while let range = rest.range(ofText: secret) {
            places.append(Span(range.lowerBound, range.upperBound))
            rest = rest[range.upperBound...]
        }
        return places
    }

    /// Line breaks stay, and each scalar stays one scalar of the same length, for lines and columns.
    private static func overwrite(_ span: Span, in bytes: inout [UInt8]) {
        var index = span.start
        while index < span.end {
            let byte = bytes[index]
            let dot: [UInt8] =
                switch byte {
                case 0x0A, 0x0D: [byte]
                case 0xC2...0xDF: [0xC2, 0xB7]
                case 0xE0...0xEF: [0xE2, 0x80, 0xA2]
                case 0xF0...0xF4: [0xF0, 0x9F, 0x94, 0x92]
                default: [UInt8(ascii: "*")]
                }
            let isWhole =
                index + dot.count <= span.end
                && bytes[index + 1..<index + dot.count].allSatisfy(UTF8.isContinuation)
            bytes.replaceSubrange(index..<index + (isWhole ? dot.count : 1), with: isWhole ? dot : [UInt8(ascii: "*")])
            index += isWhole ? dot.count : 1
        }
    }
}
