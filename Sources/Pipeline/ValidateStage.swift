package import CredentialConfig
package import Diagnostics
import Dispatch
import Synchronization

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

    /// Sources that are judged side by side; their texts are in memory at once.
    private static let batch = 128

    /// Judges what the paths lead to (``ConfigSources``). What cannot be read or written is among the findings, and does
    /// not keep the others from being judged.
    package func validate(_ paths: [String]) -> Outcome {
        var outcome = Outcome()
        var pending: [ConfigSources.Source] = []
        var found = 0
        func judgePending() {
            let results = sideBySide(pending)
            for (source, result) in zip(pending, results) {
                outcome.diagnostics += result.diagnostics
                outcome.configs += result.configs
                outcome.others += result.others
                outcome.mended += result.mended
                outcome.diff += result.diff
                switch source {
                case .end(let container):
                    if found == 0 { outcome.diagnostics.append(container.isEmpty) }
                    found = 0
                case .file, .input: found = 0
                case .fileFound, .text, .failure: found += result.configs.count + result.diagnostics.count
                }
            }
            pending = []
        }
        ConfigSources.list(paths) { source in
            pending.append(source)
            if pending.count == Self.batch { judgePending() }
        }
        judgePending()
        outcome.diagnostics = Self.once(outcome.diagnostics, ofConfigs: Set(outcome.configs))
        return outcome
    }

    /// The outcome of each source, in the same order.
    private func sideBySide(_ sources: [ConfigSources.Source]) -> [Outcome] {
        // Most calls are about one config, for which no thread is worth while.
        guard sources.count > 4 else { return sources.map(judge) }
        let outcomes = Mutex([Outcome](repeating: Outcome(), count: sources.count))
        let next = Atomic(0)
        let stride = 8
        DispatchQueue.concurrentPerform(iterations: (sources.count + stride - 1) / stride) { _ in
            let start = next.add(stride, ordering: .relaxed).oldValue
            let end = min(start + stride, sources.count)
            let judged = sources[start..<end].map(judge)
            outcomes.withLock { $0.replaceSubrange(start..<end, with: judged) }
        }
        return outcomes.withLock { $0 }
    }

    private func judge(_ source: ConfigSources.Source) -> Outcome {
        var outcome = Outcome()
        do throws(DiagnosedError) {
            switch source {
            case .file(let path):
                let text = try ConfigStage.read(path)
                judge(text, CredentialConfigValidator.validate(text, context), mode, &outcome)
            case .input(let text):
                judge(text, CredentialConfigValidator.validate(text, context), mode, &outcome)
            case .fileFound(let path): judgeIfCredential(try ConfigStage.read(path), mode, &outcome)
            // An archive is built again, not edited.
            case .text(let text): judgeIfCredential(text, mode == .fix ? .judge : mode, &outcome)
            case .failure(let error): throw error
            case .end: break
            }
        } catch {
            outcome.diagnostics += error.diagnostics
        }
        return outcome
    }

    private func judgeIfCredential(_ text: SourceText, _ mode: Mode, _ outcome: inout Outcome) {
        if let validated = CredentialConfigValidator.validateFound(text, context) {
            judge(text, validated, mode, &outcome)
        } else {
            outcome.others += 1
        }
    }

    private func judge(_ text: SourceText, _ validated: ValidatedConfig, _ mode: Mode, _ outcome: inout Outcome) {
        outcome.configs.append(text.name)
        switch mode {
        case .judge:
            outcome.diagnostics += validated.diagnostics
        case .diff:
            outcome.diagnostics += validated.diagnostics
            outcome.diff += ConfigFixer.fix(text, context).difference(from: text)
        case .fix:
            do throws(DiagnosedError) {
                let fixed = try ConfigStage.fix(text, context)
                outcome.mended += fixed.mended.count
                outcome.diagnostics += fixed.validated.diagnostics
            } catch {
                outcome.diagnostics += validated.diagnostics + error.diagnostics
            }
        }
    }

    /// What is wrong with the project is found with each config again, and told once.
    private static func once(_ diagnostics: [Diagnostic], ofConfigs configs: Set<String>) -> [Diagnostic] {
        var seen: Set<Diagnostic> = []
        return diagnostics.filter { diagnostic in
            if case .source(let text, _)? = diagnostic.place, configs.contains(text.name) { return true }
            return seen.insert(diagnostic).inserted
        }
    }
}
