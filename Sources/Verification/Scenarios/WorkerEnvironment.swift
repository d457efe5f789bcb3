import MWAAReleases

/// The environment variables of an MWAA worker, as AWS's published images set them
/// (amazon-mwaa-docker-images, `python/mwaa/config/setup_environment.py` and `environ.py`).
enum WorkerEnvironment {
    static let credentialsVariable = "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI"

    static func variables(release: MWAARelease, region: String, credentialsPath: String, home: String) -> [String:
        String]
    {
        [
            "AIRFLOW_CONN_AWS_DEFAULT": "aws://",
            "AIRFLOW_ENV_ID": "11111111-2222-3333-4444-555555555555",
            "AIRFLOW_ENV_NAME": "sandbox",
            "AIRFLOW_HOME": "/usr/local/airflow",
            "AIRFLOW_TASK_REVISION_ID": "1",
            "AIRFLOW_VERSION": release.version.description,
            credentialsVariable: credentialsPath,
            "AWS_DEFAULT_REGION": region,
            "AWS_EXECUTION_ENV": "Amazon_MWAA_" + release.version.description.replacing(".", with: ""),
            "AWS_REGION": region,
            "CUSTOMER_ACCOUNT_ID": "123456789012",
            "ECS_AGENT_URI": "http://169.254.170.2/api/6f2e1d0c",
            "ECS_CONTAINER_METADATA_URI": "http://169.254.170.2/v3/6f2e1d0c",
            "ECS_CONTAINER_METADATA_URI_V4": "http://169.254.170.2/v4/6f2e1d0c",
            "HOME": home,
            "LANG": "C.UTF-8",
            "MWAA__CORE__TASK_MONITORING_ENABLED": "true",
            "MWAA_AIRFLOW_COMPONENT": "worker",
            "MWAA_COMMAND": "worker",
            "PATH": "/usr/local/bin:/usr/bin:/bin",
            "PYTHONUNBUFFERED": "true",
            "TMPDIR": home,
            "TZ": "UTC",
        ]
    }

    /// Whether MWAA keeps this variable for itself: not even a startup script can change it.
    static func isProtected(_ name: String) -> Bool {
        protected.contains(name) || name.hasPrefix("MWAA__")
    }

    private static let protected: Set<String> = [
        "AIRFLOW_ENV_ID", "AIRFLOW_ENV_NAME", "AIRFLOW_HOME", "AIRFLOW_TASK_REVISION_ID", "AIRFLOW_VERSION",
        "AIRFLOW__AWS_MWAA__REDIRECT_URL", "AIRFLOW__WEBSERVER__BASE_URL", "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI",
        "AWS_DEFAULT_REGION", "AWS_EXECUTION_ENV", "AWS_REGION", "CUSTOMER_ACCOUNT_ID", "ECS_AGENT_URI",
        "ECS_CONTAINER_METADATA_URI", "ECS_CONTAINER_METADATA_URI_V4", "JWT_PUBLIC_KEY", "MWAA_AIRFLOW_COMPONENT",
        "MWAA_COMMAND", "PYTHONPATH", "PYTHONUNBUFFERED", "USE_NON_CRITICAL_LOGGING", "WATCHTOWER_VERSION",
    ]
}
