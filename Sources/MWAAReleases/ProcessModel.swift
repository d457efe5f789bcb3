/// Which processes of a release import the plugins, and which inherit them, under one value of `core.lazy_load_plugins`.
///
/// Measured with real schedulers and Celery workers of Airflow 2.10.3, 3.0.6 and 3.3.1; the other releases by their source.
package struct ProcessModel: Sendable, Hashable {
    /// Whether a Celery worker imports the plugins when it starts: only with `core.lazy_load_plugins=False`.
    package let workerImports: Bool
    package let taskProcess: MWAARelease.TaskProcess
    package let taskImport: TaskImport
    /// Whether the process that runs a task's operator is forked from the one that began the task: Airflow 2 only
    /// (`StandardTaskRunner`).
    package let forksRunner: Bool

    package enum TaskImport: Sendable, Hashable {
        /// The task has what the worker imported at boot.
        case never
        /// When the task begins, before its runner is forked.
        case beforeRunner
        /// In the process that runs the operator, before the DAG file is read.
        case inRunner
        /// In the process that runs the operator, after the DAG file was read and has imported what it wants.
        case afterDagFile
    }
}

extension MWAARelease {
    /// What a worker and its tasks do on this release.
    package func processModel(lazyLoadPlugins: Bool) -> ProcessModel {
        let taskImport: ProcessModel.TaskImport =
            if isAirflow3 {
                lazyLoadPlugins || pluginImport == .againInTask ? .inRunner : .never
            } else if lazyLoadPlugins, version < Version(2, 5) {
                .afterDagFile
            } else {
                lazyLoadPlugins || taskProcess == .newInterpreter ? .beforeRunner : .never
            }
        return ProcessModel(
            workerImports: !lazyLoadPlugins, taskProcess: taskProcess, taskImport: taskImport,
            forksRunner: !isAirflow3)
    }
}

/// One value of `core.lazy_load_plugins` on one release.
package struct PluginSetting: Sendable, Hashable {
    package let release: MWAARelease
    package let lazyLoadPlugins: Bool

    package init(_ release: MWAARelease, lazyLoadPlugins: Bool) {
        self.release = release
        self.lazyLoadPlugins = lazyLoadPlugins
    }

    package var model: ProcessModel { release.processModel(lazyLoadPlugins: lazyLoadPlugins) }

    /// Both values on every release that can reach Google Cloud without a key.
    package static let all: [PluginSetting] = MWAARelease.all.filter(\.supportsWorkloadIdentity).flatMap { release in
        [false, true].map { PluginSetting(release, lazyLoadPlugins: $0) }
    }

    /// Names settings as a clause: `2.0.2 to 2.8.1 and 3.0.6 with core.lazy_load_plugins=False`.
    package static func phrase(_ settings: [PluginSetting]) -> String {
        let parts = [false, true].compactMap { value -> String? in
            let chosen = Set(settings.filter { $0.lazyLoadPlugins == value }.map(\.release.version))
            let ranges = ranges(of: chosen)
            if ranges.isEmpty { return nil }
            let list =
                ranges.count < 3
                ? ranges.joined(separator: " and ")
                : ranges.dropLast().joined(separator: ", ") + " and " + ranges[ranges.count - 1]
            return "\(list) with core.lazy_load_plugins=\(value ? "True" : "False")"
        }
        return parts.joined(separator: ", and ")
    }

    /// Neighbours in the table of releases become `first to last`.
    private static func ranges(of versions: Set<Version>) -> [String] {
        let runs = MWAARelease.all.split { !versions.contains($0.version) }
        return runs.flatMap { run in
            let names = run.map(\.version.description)
            return names.count < 3 ? names : ["\(names[0]) to \(names[names.count - 1])"]
        }
    }
}
