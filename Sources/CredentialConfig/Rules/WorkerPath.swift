import Diagnostics

/// The config must lie where MWAA puts files: `/usr/local/airflow/dags` holds what lies under the bucket's DAG folder,
/// `/usr/local/airflow/plugins` what is in plugins.zip.
enum WorkerPath: ConfigRule {
    static func check(_ config: ConfigDocument, _ context: ValidationContext, _ report: inout Report) {
        guard let path = context.configPath else { return }
        let parts = path.value.split(separator: "/", omittingEmptySubsequences: false)
        let message: String
        if !path.value.hasPrefix("/") {
            message = "the path of the config on workers is not absolute"
        } else if path.value.hasSuffix("/")
            || parts.dropFirst().contains(where: { $0.isEmpty || $0 == "." || $0 == ".." })
        {
            message = "the path of the config on workers is not the plain path of a file"
        } else if !["/usr/local/airflow/dags/", "/usr/local/airflow/plugins/"].contains(where: path.value.hasPrefix) {
            message = "MWAA puts no file of yours at `\(path.value)`"
        } else {
            return
        }
        report.add(
            Diagnostic(
                .configPath, .error, message, at: path.place,
                help:
                    "write a path under `/usr/local/airflow/dags/`, such as `/usr/local/airflow/dags/gcp-wi-config.json`"
            ))
    }
}
