import MWAAReleases
import SpannedJSON

/// The Airflow configuration options that the target needs, in the form of MWAA's `AirflowConfigurationOptions`.
enum ConfigurationOptions {
    static func text(for release: MWAARelease) -> String {
        JSONOutput.object([("core.lazy_load_plugins", .string(release.lazyLoading.value))]).pretty()
    }
}
