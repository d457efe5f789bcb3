package import Diagnostics

/// All that one command has to tell, independent of how it is shown.
package struct Report: Sendable {
    /// The command, as in `mwaa-gcp COMMAND`.
    package var command: String
    package var diagnostics: [Diagnostic]
    /// What `verify` and `build` ran; `nil` for commands that run nothing.
    package var scenarios: [ReportedScenario]?
    /// What `build` wrote; `nil` for commands that write nothing.
    package var artifacts: [ReportedArtifact]?
    /// One line of plain success for people, such as "config.json is ready for MWAA"; shown when there is no error.
    package var conclusion: String?

    package init(
        command: String, diagnostics: [Diagnostic], scenarios: [ReportedScenario]? = nil,
        artifacts: [ReportedArtifact]? = nil, conclusion: String? = nil
    ) {
        self.command = command
        self.diagnostics = diagnostics
        self.scenarios = scenarios
        self.artifacts = artifacts
        self.conclusion = conclusion
    }

    package func count(_ severity: Severity) -> Int {
        diagnostics.count { $0.severity == severity }
    }

    /// 0 clean, 1 findings, 2 when the tool could not do its work; the same for every format.
    ///
    /// - Parameter strict: whether a warning counts as a finding.
    package func exitStatus(strict: Bool) -> Int32 {
        let errors = diagnostics.filter { $0.severity == .error }
        if errors.contains(where: \.code.stopsTheTool) { return 2 }
        return !errors.isEmpty || (strict && count(.warning) > 0) ? 1 : 0
    }

    /// The diagnostics in the order in which every format shows them: by file, then place, then gravity and code;
    /// those without a place last.
    package var sortedDiagnostics: [Diagnostic] {
        diagnostics.enumerated().sorted { left, right in
            let (a, b) = (SortKey(left.element), SortKey(right.element))
            return a == b ? left.offset < right.offset : a < b
        }.map(\.element)
    }

    private struct SortKey: Comparable {
        let placeless: Int
        let file: String
        let byte: Int
        let severity: Severity
        let code: String

        init(_ diagnostic: Diagnostic) {
            placeless = diagnostic.place == nil ? 1 : 0
            file = diagnostic.place?.file ?? ""
            byte =
                switch diagnostic.place {
                case .source(_, let span): span.start
                case .archive(_, _, let offset): offset ?? 0
                case .file, nil: 0
                }
            severity = diagnostic.severity
            code = diagnostic.code.id
        }

        static func < (left: Self, right: Self) -> Bool {
            (left.placeless, left.file, left.byte, left.severity, left.code)
                < (right.placeless, right.file, right.byte, right.severity, right.code)
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

    package enum Outcome: String, Sendable, Hashable {
        case passed, failed
        case notRun = "not-run"
    }

    package init(
        id: String, title: String, outcome: Outcome, virtualSeconds: Double?, requests: [String], remarks: [String]
    ) {
        self.id = id
        self.title = title
        self.outcome = outcome
        self.virtualSeconds = virtualSeconds
        self.requests = requests
        self.remarks = remarks
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
