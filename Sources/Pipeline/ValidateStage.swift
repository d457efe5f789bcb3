package import CredentialConfig
package import Diagnostics
import Files

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

    /// Judges what the paths lead to (``ConfigSources``), each file once, by whatever paths it is named. What cannot be read
    /// or written is among the findings, and does not keep the others from being judged.
    package func validate(_ paths: [String]) -> Outcome {
        let sources = ConfigSources.list(paths)
        var judged = SideBySide.map(sources) { JudgedSource($0, context, mode) }
        var seen: Set<Tree.Identity> = []
        seen.reserveCapacity(sources.count)
        var found = 0
        for index in sources.indices {
            let isNew = judged[index].identity.map { seen.insert($0).inserted } ?? true
            switch sources[index] {
            case .end(let container):
                if found == 0 { judged[index].diagnostics.append(container.isEmpty) }
                found = 0
            case .named, .input: found = 0
            case .found, .failure: found += judged[index].configs.count + judged[index].diagnostics.count
            }
            if !isNew { judged[index] = JudgedSource() }
        }
        var outcome = Outcome()
        if mode == .fix { outcome.mended = mend(&judged) }
        for index in judged.indices {
            if !judged[index].diagnostics.isEmpty { outcome.diagnostics += judged[index].diagnostics }
            outcome.configs += judged[index].configs
            outcome.others += judged[index].others
            if !judged[index].diff.isEmpty { outcome.diff += judged[index].diff }
        }
        outcome.diagnostics = Self.once(outcome.diagnostics, ofConfigs: outcome.configs)
        return outcome
    }

    /// Mends what can be mended, and judges it again.
    ///
    /// - Returns: how many findings were mended.
    private func mend(_ judged: inout [JudgedSource]) -> Int {
        let indices = judged.indices.filter { judged[$0].fixable != nil }
        let mended = SideBySide.map(indices.map { judged[$0] }) { source in source.mended(context) }
        for (index, source) in zip(indices, mended) { judged[index] = source.judged }
        return mended.reduce(0) { $0 + $1.count }
    }

    /// What is wrong with the project is found with each config again, and told once.
    private static func once(_ diagnostics: [Diagnostic], ofConfigs configs: [String]) -> [Diagnostic] {
        if diagnostics.isEmpty { return [] }
        let configs = Set(configs)
        var seen: Set<Diagnostic> = []
        return diagnostics.filter { diagnostic in
            if case .source(let text, _)? = diagnostic.place, configs.contains(text.name) { return true }
            return seen.insert(diagnostic).inserted
        }
    }
}
