import MWAAReleases

extension ProcessModel {
    /// A stable part of scenario ids.
    var name: String {
        switch (taskProcess, taskImport) {
        case (.newInterpreter, _): workerImports ? "new-interpreter-eager" : "new-interpreter"
        case (.fork, .never): forksRunner ? "inherited" : "inherited-airflow3"
        case (.fork, .afterDagFile): "imported-after-dag"
        case (.fork, .beforeRunner): "imported"
        case (.fork, .inRunner): workerImports ? "imported-again-airflow3" : "imported-airflow3"
        }
    }

    /// How a task comes to be, as a phrase after "a task".
    var phrase: String {
        switch (taskProcess, taskImport) {
        case (.newInterpreter, _):
            workerImports ? "in a new interpreter, from a worker that imported the plugins" : "in a new interpreter"
        case (.fork, .never): "forked from a worker that imported the plugins"
        case (.fork, .afterDagFile): "forked from a worker, importing the plugins after its DAG file"
        case (.fork, .beforeRunner), (.fork, .inRunner):
            workerImports
                ? "forked from a worker that imported the plugins, importing them again"
                : "forked from a worker, importing the plugins itself"
        }
    }

    /// What the worker does at boot.
    var boot: [Scenario.Step] { workerImports ? [.load, .makeSession] : [] }

    /// The worker starts a task that does `steps`.
    func task(_ steps: [Scenario.Step]) -> Scenario.Step {
        let runner: [Scenario.Step] =
            switch taskImport {
            case .never, .beforeRunner: steps
            case .inRunner: [.load] + steps
            case .afterDagFile: [.importGoogleAuth, .load] + steps
            }
        let supervisor = forksRunner ? [.fork(runner)] : runner
        let all = taskImport == .beforeRunner ? [.load] + supervisor : supervisor
        return switch taskProcess {
        case .fork: .fork(all)
        case .newInterpreter: .interpreter(all)
        }
    }
}
