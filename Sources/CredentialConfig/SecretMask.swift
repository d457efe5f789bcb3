import Diagnostics
import SpannedJSON

/// Keeps secrets that a config should not hold out of everything that is shown of it.
///
/// Diagnostics carry the text they point into, for excerpts. Where that text holds secrets, they get a copy of the same
/// length with the secrets overwritten, so that places stay right.
struct SecretMask {
    /// The text with its secrets overwritten.
    let masked: SourceText
    private let original: SourceText
    private let spans: [Span]
    /// What was overwritten, where it is long enough to be known elsewhere; the longest first.
    let secrets: [String]

    /// `nil` when nothing in `text` looks like a secret.
    /// - Parameters:
    ///   - root: what could be parsed of the text; the text itself is searched as well, for what could not.
    ///   - others: what is known for a secret already.
    init?(_ text: SourceText, root: JSONNode?, others: [String] = []) {
        var spans = SecretText.spans(in: text.bytes)
        if case .object(let object)? = root?.value { spans += SecretMembers.secrets(in: object).flatMap(\.values) }
        guard !spans.isEmpty || !others.isEmpty else { return nil }
        // A value of a few characters is found everywhere, and gives nothing away.
        secrets = Set(spans.map { text.bytes[$0.start..<$0.end].text } + others).filter { $0.utf8.count >= 6 }
            .sorted { ($1.utf8.count, $0) < ($0.utf8.count, $1) }
        for secret in secrets.prefix(100) { spans += Self.places(of: secret, in: text.bytes) }
        var bytes = text.bytes
        for span in spans { Self.overwrite(span, in: &bytes) }
        masked = SourceText(name: text.name, bytes: bytes)
        original = text
        self.spans = spans
    }

    /// The diagnostic with the masked text in its places, and without secrets in its words.
    func applied(to diagnostic: Diagnostic) -> Diagnostic {
        var result = diagnostic
        result.place = diagnostic.place.map(applied)
        result.message = applied(to: diagnostic.message, at: diagnostic.place)
        result.label = diagnostic.label.map { applied(to: $0, at: diagnostic.place) }
        result.help = diagnostic.help.map { applied(to: $0, at: diagnostic.place) }
        result.related = diagnostic.related.map {
            .init(applied(to: $0.message, at: $0.place), at: applied(to: $0.place))
        }
        return result
    }

    private func applied(to place: Place) -> Place {
        guard case .source(let source, let span) = place, source.name == masked.name else { return place }
        return .source(masked, span)
    }

    private func applied(to words: String, at place: Place?) -> String {
        var words = Array(words.utf8)[...]
        for secret in secrets + parts(at: place) {
            while let range = words.range(ofText: secret) {
                words = (words[..<range.lowerBound] + Array("***".utf8) + words[range.upperBound...])[...]
            }
        }
        return words.text
    }

    /// How words quote what stands at `place`, where that is a part of a secret: of a key whose lines are no string, each word
    /// may have been taken for a member.
    private func parts(at place: Place?) -> [String] {
        guard case .source(_, let span)? = place,
            spans.contains(where: { $0.start <= span.start && span.end <= $0.end })
        else { return [] }
        let part = original.bytes[span.start..<span.end].text.trimmingQuotes
        // Long ones are cut by `displayText`.
        return part.isEmpty ? [] : ["`\(part)`", "`\(String(part.unicodeScalars.prefix(60)))…`"]
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

extension String {
    fileprivate var trimmingQuotes: Substring {
        let isQuote = { (character: Character) in character == "\"" || character == "'" }
        return drop(while: isQuote).dropLast(reversed().prefix(while: isQuote).count)
    }
}
