package import Diagnostics
import SpannedJSON

/// A config made ready for MWAA's workers.
package struct PreparedConfig: Sendable {
    /// The bytes to deploy; the user's own where nothing had to go. Meaningful only without errors.
    package let bytes: [UInt8]
    /// What the config says; not `nil` when there is no error.
    package let config: CredentialConfig?
    /// What was changed in the copy, if anything. Places are in the user's text.
    package let notes: [Diagnostic]
    /// What else was found. Places are in the user's text.
    package let diagnostics: [Diagnostic]

    package var hasErrors: Bool { diagnostics.hasError }
}

extension CredentialConfigValidator {
    /// Makes the copy that is deployed: the members that point to instance metadata are taken out, and nothing else is
    /// changed. The user's own text stays as it is.
    package static func prepare(_ text: SourceText, _ context: ValidationContext = ValidationContext())
        -> PreparedConfig
    {
        let original = validate(text, context)
        let (removals, others) = original.diagnostics.partitioned { $0.code == .instanceMetadata && $0.fix != nil }
        var current = text
        var pending = removals
        // Neighbours share a comma, so that not all may be removable at once.
        while !pending.isEmpty {
            let bytes = ConfigFixer.apply(pending, to: current)
            guard bytes.count < current.bytes.count else { break }
            current = SourceText(name: text.name, bytes: bytes)
            pending = validate(current, context).diagnostics.filter { $0.code == .instanceMetadata && $0.fix != nil }
        }
        let result = validate(current, context)
        // What only shows in the copy has no place in the user's text.
        let known = Set(others.map(\.code))
        let unexpected = result.diagnostics.filter { $0.severity == .error && !known.contains($0.code) }
        return PreparedConfig(
            bytes: current.bytes, config: result.config, notes: removals.isEmpty ? [] : [note(of: removals, text)],
            diagnostics: others + unexpected)
    }

    private static func note(of removals: [Diagnostic], _ text: SourceText) -> Diagnostic {
        let places = removals.compactMap { removal in
            removal.place.map { Diagnostic.Related("left out of the copy", at: $0) }
        }
        return Diagnostic(
            .instanceMetadataRemoved, .note,
            "\(removals.count == 1 ? "a member" : "\(removals.count) members") for instance metadata left out of the copy for MWAA",
            at: removals[0].place, related: Array(places.dropFirst()),
            help: "the file itself is unchanged; `mwaa-gcp validate --fix` mends it")
    }
}

extension [Diagnostic] {
    fileprivate func partitioned(_ belongsToFirst: (Diagnostic) -> Bool) -> (first: [Diagnostic], second: [Diagnostic])
    {
        (filter(belongsToFirst), filter { !belongsToFirst($0) })
    }
}
