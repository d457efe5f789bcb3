package import MWAAReleases
import MockCloud

/// The lives of processes: who imports the plugins, who is forked from whom, and how long each one lives.
extension Scenario {
    /// The lives that these settings lead to; settings with the same life share a scenario.
    package static func processes(of settings: [PluginSetting]) -> [Scenario] {
        var models: [ProcessModel] = []
        for setting in settings where !models.contains(setting.model) { models.append(setting.model) }
        return models.flatMap { [tasks($0), longTask($0)] } + [
            triggerer, twice, threads, forkDuringRefresh, subprocess, late, onTime,
        ]
    }

    /// All that such a process can be held to but its variables, which a process may set when it likes.
    private static let clauses: Set<Clause> = [
        .loads, .bounded, .confined, .respectful, .discreet, .fresh, .harmless,
    ]

    private static func settings(of model: ProcessModel) -> [PluginSetting] {
        PluginSetting.all.filter { $0.model == model }
    }

    /// A worker that lives for a day, and tasks that it starts now and then.
    private static func tasks(_ model: ProcessModel) -> Scenario {
        let worker = Question("the worker", googleAuth: false, newClients: true)
        // Its clients are new: it makes them when it is asked.
        let task = Question("a task")
        return Scenario(
            "tasks-" + model.name, "tasks start through a day, \(model.phrase)",
            steps: model.boot + [
                .at(
                    // When there are new credentials, when those of the worker's boot end, and long after.
                    hours: [0, 5, 6, 13, 25],
                    (model.workerImports ? [.ask(worker)] : []) + [model.task([.makeSession, .ask(task)])])
            ], clauses: clauses, settings: settings(of: model))
    }

    /// A task that outlives its credentials twice.
    private static func longTask(_ model: ProcessModel) -> Scenario {
        let task = Question("a task that began at hour 5")
        return Scenario(
            "long-task-" + model.name, "a task runs for 13 hours, \(model.phrase)",
            steps: model.boot + [
                .at(
                    hours: [5],
                    [
                        model.task([
                            .makeSession, .at(hours: (5...18).map(Double.init), [.ask(task)]),
                            .ask(Question(task.process, newClients: true)),
                        ])
                    ])
            ], clauses: clauses, settings: settings(of: model))
    }

    /// A process that imports the plugins once and lives on; a scheduler or a DAG processor is another.
    private static let triggerer = Scenario(
        "triggerer", "a triggerer lives for 30 days",
        steps: [
            .load, .makeSession,
            // Every hour at first, then every seventeen: that has no divisor in common with the six hours that credentials
            // live, nor with the five after which there are new ones, so each hour of both comes up, in every pairing.
            .at(
                hours: (0...72).map(Double.init) + stride(from: 89, to: 720, by: 17) + [720],
                [.ask(Question("the triggerer"))]),
            .ask(Question("the triggerer", newClients: true)),
        ], clauses: clauses)

    private static let twice = Scenario(
        "imported-twice", "one process imports the plugins twice",
        steps: [
            .load, .makeSession, .load, .at(hours: [0, 7, 13], [.ask(Question("the process", newClients: true))]),
        ], clauses: clauses)

    private static let threads = Scenario(
        "threads", "eight threads ask for credentials at once",
        steps: [
            .load, .makeSession,
            .at(hours: [0, 7], [.together(threads: 8, [.ask(Question("a thread", newClients: true))])]),
        ], clauses: clauses)

    /// The endpoint takes three seconds to answer when the credentials near their end. Whoever asks then holds its locks
    /// while the process forks.
    private static let forkDuringRefresh = Scenario(
        "fork-during-refresh", "a task is forked while another thread refreshes the credentials",
        cloud: CloudScript(
            container: ContainerEndpoint(answers: [.normal, .slow(seconds: 3), .slow(seconds: 3), .normal])),
        steps: [
            .load,
            .at(hours: [5.75], [.thread([.ask(Question("the worker", botocore: false))])]),
            .sleep(seconds: 1),
            .fork([.at(hours: [5.75, 6, 7], [.ask(Question("a task", botocore: false))])]),
            .at(hours: [8], [.ask(Question("the worker", botocore: false))]),
        ], clauses: clauses)

    /// A program without the plugin, such as a task's own `python script.py`. google-auth in it cannot know of the
    /// container's credentials but by its variables.
    private static let subprocess = Scenario(
        "subprocess", "a program without the plugins inherits the environment variables",
        steps: [
            .load,
            .at(
                hours: [0, 5, 7, 13],
                [.interpreter([.makeSession, .ask(Question("the program", googleAuth: false))])]),
        ], clauses: clauses)

    /// Elsewhere new credentials come an hour before the old ones end.
    private static let late = rotation(
        "late", "the endpoint has new credentials five minutes after the old ones expired", every: 6 * 3600 + 300)
    private static let onTime = rotation(
        "on-time", "the endpoint has new credentials at the moment at which the old ones expire", every: 6 * 3600)

    private static func rotation(_ name: String, _ title: String, every seconds: Int64) -> Scenario {
        let around = [5.9, 6, 6.05, 6.2, 7]
        return Scenario(
            "rotation-" + name, title,
            cloud: CloudScript(container: ContainerEndpoint(issuer: Issuer(rotation: .every(seconds: seconds)))),
            steps: [
                .load, .makeSession,
                .at(hours: around + [13], [.ask(Question("the process", newClients: true))]),
            ], clauses: clauses)
    }
}
