/// What to set `core.lazy_load_plugins` to, and why.
package struct LazyLoading: Sendable, Hashable {
    /// `True` or `False`, as Airflow writes it.
    package let value: String
    /// One sentence.
    package let reason: String
}

extension MWAARelease {
    /// The advice for this release.
    ///
    /// AWS's guide asks for `False` wherever plugins are used. Measured with real schedulers and Celery workers (Airflow
    /// 2.10.3, 3.0.6, 3.3.1; others read in source): with `True` the plugin is loaded before a task's operator runs on
    /// every release, and each task gets credentials of its own; with `False` a worker that forks its tasks imports the
    /// plugin once, at boot. Only top-level code of DAG files sees less with `True` on releases before 2.5.
    package var lazyLoading: LazyLoading {
        switch (taskProcess, pluginImport) {
        case (.newInterpreter, _):
            LazyLoading(
                value: "True",
                reason:
                    "each task runs in a new interpreter and imports the plugin itself; with False the worker would as well"
            )
        case (.fork, .againInTask):
            LazyLoading(value: "True", reason: "each task imports the plugin itself, whatever the setting")
        case (.fork, .once):
            LazyLoading(
                value: "True",
                reason:
                    "with False the worker imports the plugin once at boot, and forked tasks inherit what it read then")
        }
    }
}
