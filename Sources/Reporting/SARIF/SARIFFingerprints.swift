import Diagnostics

/// Names by which a finding is known again after lines above it have changed.
struct SARIFFingerprints {
    /// The name of the method; it changes with the method.
    static let name = "codeFileLine/v1"

    private var counts: [UInt64: Int] = [:]

    /// The fingerprint of a finding: of its code, its file, and its line's text without indentation, or its message where
    /// there is no line. Findings that agree in these are told apart by their order.
    mutating func next(for diagnostic: Diagnostic, _ presentation: Presentation) -> String {
        var content = diagnostic.message
        if case .source(let text, let span)? = diagnostic.place {
            let line = text.line(text.position(at: span.start).line) ?? []
            let blanks: Set<UInt8> = [0x20, 0x09]
            content = String(decoding: line.drop { blanks.contains($0) }, as: UTF8.self)
        }
        let file = diagnostic.place.map { presentation.path($0.file) } ?? ""
        // Masked first: a short secret could be found again from a hash of it.
        let text = [diagnostic.code.id, file, presentation.mask(content)].joined(separator: "\0")
        let hash = Self.hash(text)
        let count = counts[hash, default: 0]
        counts[hash] = count + 1
        let digits = String(hash, radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits + ":\(count + 1)"
    }

    /// FNV-1a of 64 bits: equal on every machine and in every version, and nothing that must withstand an attack.
    private static func hash(_ text: String) -> UInt64 {
        text.utf8.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
    }
}
