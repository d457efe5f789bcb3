package import CredentialConfig
package import Diagnostics

/// Judges credential configs, and mends them or shows what mending would do.
package struct ValidateStage: Sendable {
    private let context: ValidationContext
    private let mode: Mode

    /// What is done beside judging.
    package enum Mode: Sendable, Hashable {
        case judge
        /// Files are mended in place.
        case fix
        /// Nothing is changed; ``Outcome/diff`` has what ``fix`` would change.
        case diff
    }

    package init(_ context: ValidationContext, mode: Mode = .judge) {
        self.context = context
        self.mode = mode
    }

    package struct Outcome: Sendable {
        /// On the configs as they are now.
        package var diagnostics: [Diagnostic] = []
        /// The configs that were read, by the names of their places.
        package var configs: [String] = []
        /// How many `*.json` of directories and archives are no credential configs, and were left out.
        package var others = 0
        /// How many findings were mended.
        package var mended = 0
        /// Unified diffs, one after the other; empty except under ``Mode/diff``.
        package var diff: [UInt8] = []
    }

    /// Judges what the paths lead to (``ConfigSources``). What cannot be read or written is among the findings, and does
    /// not keep the others from being judged.
    package func validate(_ paths: [String]) -> Outcome {
        var outcome = Outcome()
        outcome.others = ConfigSources.read(paths) { source in
            switch source {
            case .success(let text): validate(text, &outcome)
            case .failure(let error): outcome.diagnostics += error.diagnostics
            }
        }
        outcome.diagnostics = Self.once(outcome.diagnostics, ofConfigs: Set(outcome.configs))
        return outcome
    }

    /// What is wrong with the project is found with each config again, and told once.
    private static func once(_ diagnostics: [Diagnostic], ofConfigs configs: Set<String>) -> [Diagnostic] {
        var seen: Set<Diagnostic> = []
        return diagnostics.filter { diagnostic in
            if case .source(let text, _)? = diagnostic.place, configs.contains(text.name) { return true }
            return seen.insert(diagnostic).inserted
        }
    }

    private func validate(_ text: SourceText, _ outcome: inout Outcome) {
        outcome.configs.append(text.name)
        switch mode {
        case .judge:
            outcome.diagnostics += CredentialConfigValidator.validate(text, context).diagnostics
        case .diff:
            outcome.diagnostics += CredentialConfigValidator.validate(text, context).diagnostics
            outcome.diff += ConfigFixer.fix(text, context).difference(from: text)
        case .fix:
            do throws(DiagnosedError) {
                let fixed = try ConfigStage.fix(text, context)
                outcome.mended += fixed.mended.count
                outcome.diagnostics += fixed.validated.diagnostics
            } catch {
                outcome.diagnostics += CredentialConfigValidator.validate(text, context).diagnostics + error.diagnostics
            }
        }
    }
}
