package import Diagnostics

/// All that one command has to tell, independent of how it is shown.
package struct Report: Sendable {
    /// The command, as in `mwaa-gcp COMMAND`.
    package var command: String
    package var diagnostics: [Diagnostic]
    /// The files, directories and archives that were judged, by the names of their places.
    package var inputs: [String]
    /// What `verify` and `build` ran; `nil` for commands that run nothing.
    package var scenarios: [ReportedScenario]?
    /// What `build` wrote; `nil` for commands that write nothing.
    package var artifacts: [ReportedArtifact]?
    /// What `pack` made or `inspect` read; `nil` for other commands.
    package var archive: ReportedArchive?
    /// What `diff` found; its findings are among the diagnostics too.
    package var difference: ReportedDifference?
    /// Whether an error of any code means that the tool could not do its work.
    package var needsSoundInputs = false
    /// What was done to the inputs, for people: shown whatever was found.
    package var remark: String?
    /// One line of plain success for people, such as "config.json is ready for MWAA"; shown when nothing keeps the exit status from 0.
    package var conclusion: String?

    package init(
        command: String, diagnostics: [Diagnostic], inputs: [String] = [], scenarios: [ReportedScenario]? = nil,
        artifacts: [ReportedArtifact]? = nil, remark: String? = nil, conclusion: String? = nil
    ) {
        self.command = command
        self.diagnostics = diagnostics
        self.inputs = inputs
        self.scenarios = scenarios
        self.artifacts = artifacts
        self.remark = remark
        self.conclusion = conclusion
    }

    package func count(_ severity: Severity) -> Int {
        diagnostics.count { $0.severity == severity }
    }

    /// 0 clean, 1 findings (for `diff`: other content), 2 when the tool could not do its work; the same for every format.
    ///
    /// - Parameter strict: whether a warning counts as a finding.
    package func exitStatus(strict: Bool) -> Int32 {
        let errors = diagnostics.filter { $0.severity == .error }
        if errors.contains(where: \.code.stopsTheTool) || (needsSoundInputs && !errors.isEmpty) { return 2 }
        return !errors.isEmpty || (strict && count(.warning) > 0) ? 1 : 0
    }

    /// The diagnostics in the order in which every format shows them: by file, then place, then gravity and code;
    /// those without a place last, equal ones as they were found.
    package var sortedDiagnostics: [Diagnostic] {
        diagnostics.enumerated().map { SortKey($1, offset: $0) }.sorted().map { diagnostics[$0.offset] }
    }

    private struct SortKey: Comparable {
        let file: String?
        let byte: Int
        let severity: Severity
        let code: String
        let offset: Int

        init(_ diagnostic: Diagnostic, offset: Int) {
            file = diagnostic.place?.file
            byte =
                switch diagnostic.place {
                case .source(_, let span): span.start
                case .archive(_, _, let offset): offset ?? 0
                case .file, nil: 0
                }
            severity = diagnostic.severity
            code = diagnostic.code.id
            self.offset = offset
        }

        static func < (left: Self, right: Self) -> Bool {
            if left.file != right.file {
                guard let file = left.file else { return false }
                return right.file.map { file < $0 } ?? true
            }
            if left.byte != right.byte { return left.byte < right.byte }
            return (left.severity, left.code, left.offset) < (right.severity, right.code, right.offset)
        }
    }
}

extension Place {
    /// The path of the file that it is in.
    package var file: String {
        switch self {
        case .source(let text, _): text.name
        case .file(let path): path
        case .archive(let path, _, _): path
        }
    }
}

/// One scenario that `verify` ran, or did not run.
package struct ReportedScenario: Sendable, Hashable {
    package var id: String
    /// What happens in it, as a phrase: "the endpoint answers 500".
    package var title: String
    package var outcome: Outcome
    /// How long it took in the worker's own time; `nil` when it did not run.
    package var virtualSeconds: Double?
    /// What it asked of the network, in order, secrets masked.
    package var requests: [String]
    /// Each failed clause of the contract, or why the scenario did not run.
    package var remarks: [String]
    /// Where processes live like this; empty: on every release.
    package var settings: [ReportedSetting]

    package enum Outcome: String, Sendable, Hashable {
        case passed, failed
        case notRun = "not-run"
    }

    package init(
        id: String, title: String, outcome: Outcome, virtualSeconds: Double?, requests: [String], remarks: [String],
        settings: [ReportedSetting] = []
    ) {
        self.id = id
        self.title = title
        self.outcome = outcome
        self.virtualSeconds = virtualSeconds
        self.requests = requests
        self.remarks = remarks
        self.settings = settings
    }
}

/// One value of `core.lazy_load_plugins` on one release of MWAA.
package struct ReportedSetting: Sendable, Hashable {
    package var release: String
    package var lazyLoadPlugins: Bool

    package init(release: String, lazyLoadPlugins: Bool) {
        self.release = release
        self.lazyLoadPlugins = lazyLoadPlugins
    }
}

/// One file that `build` wrote.
package struct ReportedArtifact: Sendable, Hashable {
    package var path: String
    /// Bytes.
    package var size: Int
    /// Lower-case hexadecimal.
    package var sha256: String

    package init(path: String, size: Int, sha256: String) {
        self.path = path
        self.size = size
        self.sha256 = sha256
    }
}
