package import Diagnostics
import SpannedJSON

/// Applies the fixes that diagnostics carry.
package enum ConfigFixer {
    /// The bytes of `text` with the fixes of `diagnostics` applied, and every other byte as it was.
    ///
    /// Of fixes that overlap the first one is applied: validate again for the others, as ``fix(_:_:)`` does.
    package static func apply(_ diagnostics: [Diagnostic], to text: SourceText) -> [UInt8] {
        var accepted: [Fix.Edit] = []
        for diagnostic in diagnostics {
            guard let fix = diagnostic.fix, case .source(let source, _)? = diagnostic.place, source.name == text.name
            else {
                continue
            }
            let isFree = fix.edits.allSatisfy { edit in
                edit.span.end <= text.bytes.count && !accepted.contains { $0.conflicts(with: edit) }
            }
            if isFree { accepted += fix.edits }
        }
        accepted.sort { ($0.span.start, $0.span.end) < ($1.span.start, $1.span.end) }
        var result: [UInt8] = []
        result.reserveCapacity(text.bytes.count)
        var index = 0
        for edit in accepted {
            result += text.bytes[index..<edit.span.start]
            result += edit.replacement
            index = edit.span.end
        }
        result += text.bytes[index...]
        return result
    }

    /// The text with everything mended that has a fix, validating again after each round of fixes.
    ///
    /// Fixing the result again changes nothing.
    /// - Returns: the new bytes, the findings that were mended (places in the text as it was in their round), and what
    ///   the last validation says of the new bytes.
    package static func fix(_ text: SourceText, _ context: ValidationContext = ValidationContext()) -> FixedConfig {
        var current = text
        var mended: [Diagnostic] = []
        var result = CredentialConfigValidator.validate(current, context)
        // Syntax takes a round, the rules another, overlapping fixes a few more; the bound is for mistakes in that.
        for _ in 0..<20 {
            let fixable = result.diagnostics.filter { $0.fix != nil }
            guard !fixable.isEmpty else { break }
            let bytes = apply(fixable, to: current)
            guard bytes != current.bytes else { break }
            mended += fixable
            current = SourceText(name: text.name, bytes: bytes)
            result = CredentialConfigValidator.validate(current, context)
        }
        return FixedConfig(text: current, mended: mended, validated: result)
    }
}

extension FixedConfig {
    /// What fixing changed in `original`, as `diff -u` writes it; secrets are overwritten in it. Empty when nothing changed.
    package func difference(from original: SourceText) -> [UInt8] {
        let (oldRoot, newRoot) = (JSONParser.parse(original).root, JSONParser.parse(text).root)
        // What only one of the texts gives away must not be seen in the other.
        let known = SecretMask(original, root: oldRoot)?.secrets ?? []
        let new = SecretMask(text, root: newRoot, others: known)
        let old = SecretMask(original, root: oldRoot, others: new?.secrets ?? [])
        return UnifiedDiff.between(
            (old?.masked ?? original).bytes, (new?.masked ?? text).bytes, oldName: original.name, newName: text.name)
    }
}

/// What fixing gave.
package struct FixedConfig: Sendable {
    /// The whole text, under the name of the original.
    package let text: SourceText
    package let mended: [Diagnostic]
    /// The verdict on `text`.
    package let validated: ValidatedConfig
}

extension Fix.Edit {
    /// Whether both change the same bytes, or the order of two insertions would matter.
    fileprivate func conflicts(with other: Self) -> Bool {
        if span == other.span { return true }
        return span.start < other.span.end && other.span.start < span.end
    }
}
