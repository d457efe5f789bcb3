package import Diagnostics

extension ArchiveDiff {
    /// More than these nobody reads one by one.
    private static let maximumFindings = 1_000

    /// The differences as findings: errors where what is unpacked differs, notes where only compressed bytes do.
    package var diagnostics: [Diagnostic] {
        let findings =
            added.map { Diagnostic(.archiveEntryAdded, .error, "\($0.name) was added", at: $0.place) }
            + removed.map { Diagnostic(.archiveEntryRemoved, .error, "\($0.name) was removed", at: $0.place) }
            + changed.map {
                Diagnostic(
                    .archiveEntryChanged, .error, "\($0.name) has changed: \($0.description)", at: $0.new.place)
            }
            + recompressed.map {
                Diagnostic(
                    .archiveEntryRepacked, .note, "\($0.name) has the same content in other compressed bytes",
                    at: $0.new.place)
            }
        guard findings.count > Self.maximumFindings, let place = findings.first?.place else { return findings }
        return findings.prefix(Self.maximumFindings) + [
            Diagnostic(
                .archiveMoreFindings, .note, "\(findings.count - Self.maximumFindings) more findings are not shown",
                at: place)
        ]
    }
}

extension ArchiveDiff.Change: CustomStringConvertible {
    /// What differs, as in "content, 0644 became 0755".
    package var description: String {
        var parts: [String] = []
        if isContentChanged {
            parts.append(old.size == new.size ? "content" : "content, \(old.size) became \(new.size) bytes")
        }
        if isModeChanged { parts.append("mode \(Self.octal(old.mode)) became \(Self.octal(new.mode))") }
        return parts.joined(separator: ", ")
    }

    private static func octal(_ mode: UInt16) -> String {
        let digits = String(mode, radix: 8)
        return String(repeating: "0", count: max(0, 4 - digits.count)) + digits
    }
}
