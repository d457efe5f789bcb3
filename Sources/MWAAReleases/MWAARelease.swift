/// One Apache Airflow version as Amazon MWAA runs it, with what the tool must know of its containers.
package struct MWAARelease: Sendable, Hashable {
    /// The Airflow version, which is MWAA's name for the release.
    package let version: Version
    package let support: Support
    /// The interpreter of scheduler, workers and web server, as `major.minor`.
    package let python: Version
    /// What the release's constraints pin; `nil` where the package is not among them.
    package let packages: Packages
    /// How a Celery worker starts a task.
    package let taskProcess: TaskProcess
    /// Which processes import plugins, and when.
    package let pluginImport: PluginImport
    /// Where these facts were read.
    package let source: String

    /// Pinned versions of packages that matter to a credential exchange.
    package struct Packages: Sendable, Hashable {
        package let googleAuth: Version
        package let googleProvider: Version?
        package let requests: Version
        package let urllib3: Version
        package let botocore: Version
    }

    package enum Support: String, Sendable, Hashable {
        /// Environments of this release can still be created.
        case supported
        /// Named by AWS's published images or announcements, not yet by the API model that was read (botocore 1.44.5).
        case announced
        /// End of support: existing environments run on, new ones cannot be created.
        case ended
    }

    package enum TaskProcess: Sendable, Hashable {
        /// `os.fork()` of the worker: a task starts with what the worker had imported.
        case fork
        /// `AIRFLOW__CORE__EXECUTE_TASKS_NEW_PYTHON_INTERPRETER=True`, as MWAA's images 2.9.2 to 2.11.2 set it.
        case newInterpreter
    }

    package enum PluginImport: Sendable, Hashable {
        /// With `core.lazy_load_plugins=False` a forked task keeps what the worker imported at boot.
        case once
        /// Airflow 3.2 and later: the task SDK has a loader of its own, so each task imports plugins again.
        case againInTask
    }

    /// Airflow 3, whose task runner ignores `execute_tasks_new_python_interpreter`.
    package var isAirflow3: Bool { version.major >= 3 }

    /// MWAA wants a `--constraint` line in requirements.txt from 2.7.2 on, and adds its own when there is none.
    package var wantsConstraint: Bool { version >= Version(2, 7, 2) }

    /// google-auth knows `external_account` with AWS from 1.27.0 on; before, no credential config can work.
    package var supportsWorkloadIdentity: Bool { packages.googleAuth >= Version(1, 27, 0) }
}
