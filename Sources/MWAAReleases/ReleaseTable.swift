extension MWAARelease {
    /// The releases of Amazon MWAA, oldest first.
    ///
    /// Pinned packages come from the constraints that AWS publishes: the branches of aws-mwaa-local-runner up to 2.8.1,
    /// `images/airflow/VERSION/etc/airflow_constraints.txt` of amazon-mwaa-docker-images from 2.9.2 on. A release that is
    /// not here is newer than the tool: use ``newest`` and warn.
    package static let all: [MWAARelease] = [
        localRunner("1.10.12", python: "3.7", auth: "1.20.1", provider: nil, "2.24.0", "1.25.10", botocore: "1.17.43"),
        localRunner(
            "2.0.2", python: "3.7", auth: "1.29.0", provider: "2.2.0", "2.25.1", "1.25.11", botocore: "1.20.54"),
        localRunner("2.2.2", python: "3.7", auth: "1.35.0", provider: "6.1.0", "2.26.0", "1.26.7", botocore: "1.21.65"),
        localRunner(
            "2.4.3", python: "3.10", auth: "2.14.1", provider: "8.4.0", "2.28.1", "1.26.12", botocore: "1.29.7"),
        localRunner(
            "2.5.1", python: "3.10", auth: "2.16.0", provider: "8.8.0", "2.28.2", "1.26.14", botocore: "1.29.51"),
        localRunner(
            "2.6.3", python: "3.10", auth: "2.21.0", provider: "10.2.0", "2.31.0", "1.26.16", botocore: "1.29.161"),
        localRunner(
            "2.7.2", .supported, python: "3.11", auth: "2.23.2", provider: "10.9.0", "2.31.0", "1.26.17",
            botocore: "1.31.17"),
        localRunner(
            "2.8.1", .supported, python: "3.11", auth: "2.26.2", provider: "10.13.1", "2.31.0", "2.0.7",
            botocore: "1.33.13"),
        image("2.9.2", python: "3.11", auth: "2.29.0", provider: "10.19.0", "2.31.0", "2.2.1", botocore: "1.34.106"),
        image("2.10.1", python: "3.11", auth: "2.34.0", provider: "10.22.0", "2.32.3", "2.2.2", botocore: "1.35.7"),
        image("2.10.3", python: "3.11", auth: "2.35.0", provider: "10.25.0", "2.32.3", "2.2.3", botocore: "1.35.36"),
        image("2.11.0", python: "3.12", auth: "2.40.1", provider: "15.1.0", "2.32.3", "2.4.0", botocore: "1.37.3"),
        image(
            "2.11.2", .announced, python: "3.12", auth: "2.49.0", provider: "20.0.0", "2.32.5", "2.6.3",
            botocore: "1.42.61"),
        image("3.0.6", python: "3.12", auth: "2.40.3", provider: "17.1.0", "2.32.5", "2.5.0", botocore: "1.39.11"),
        image(
            "3.2.1", .announced, python: "3.12", auth: "2.49.2", provider: "21.1.0", "2.33.1", "2.6.3",
            botocore: "1.42.84"),
        image(
            "3.3.1", .announced, python: "3.12", auth: "2.56.3", provider: "22.3.0", "2.34.2", "2.7.0",
            botocore: "1.43.56"),
    ]

    /// The newest release that the tool knows.
    package static var newest: MWAARelease { all[all.count - 1] }

    /// The release of exactly this version, if the tool knows it.
    package static func named(_ version: String) -> MWAARelease? {
        all.first { $0.version.description == version }
    }

    private static func localRunner(
        _ version: String, _ support: Support = .ended, python: String, auth: String, provider: String?,
        _ requests: String, _ urllib3: String, botocore: String
    ) -> MWAARelease {
        release(
            version, support, python: python, auth: auth, provider: provider, requests, urllib3, botocore: botocore,
            .fork, source: "aws-mwaa-local-runner v\(version), docker/config/constraints.txt")
    }

    private static func image(
        _ version: String, _ support: Support = .supported, python: String, auth: String, provider: String?,
        _ requests: String, _ urllib3: String, botocore: String
    ) -> MWAARelease {
        release(
            version, support, python: python, auth: auth, provider: provider, requests, urllib3, botocore: botocore,
            number(version).major == 2 ? .newInterpreter : .fork,
            source: "amazon-mwaa-docker-images, images/airflow/\(version)/etc/airflow_constraints.txt")
    }

    private static func release(
        _ version: String, _ support: Support, python: String, auth: String, provider: String?, _ requests: String,
        _ urllib3: String, botocore: String, _ taskProcess: TaskProcess, source: String
    ) -> MWAARelease {
        MWAARelease(
            version: number(version), support: support, python: number(python),
            packages: Packages(
                googleAuth: number(auth), googleProvider: provider.map { number($0) }, requests: number(requests),
                urllib3: number(urllib3), botocore: number(botocore)),
            taskProcess: taskProcess,
            pluginImport: number(version) >= Version(3, 2, 0) ? .againInTask : .once, source: source)
    }

    /// A version written in the table above, where a malformed one is a mistake of this file.
    private static func number(_ text: String) -> Version {
        guard let version = Version(text) else { preconditionFailure("malformed version \(text)") }
        return version
    }
}
