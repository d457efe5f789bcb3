package import Diagnostics
package import MWAAReleases
package import PythonEnvironment

/// Prepares the packages of an exchange, as a release pins them.
package struct PrepareStage: Sendable {
    package var surroundings: Surroundings
    package var release: MWAARelease
    /// What was said with `--python`.
    package var python: PythonRequest?
    /// What was said with `--cache`.
    package var cache: String?
    /// Called with what is being done, a phrase.
    package var progress: @Sendable (String) -> Void = { _ in }

    package init(surroundings: Surroundings, release: MWAARelease) {
        self.surroundings = surroundings
        self.release = release
    }

    package struct Outcome: Sendable {
        package let environment: PreparedEnvironment
        package let python: PythonInstallation
        /// Whether it was not there before.
        package let isNew: Bool
        /// Remarks on the choice of the Python.
        package let diagnostics: [Diagnostic]
    }

    /// - Throws: ``DiagnosedError`` when there is no such Python, no place, or pip fails.
    package func prepare() async throws -> Outcome {
        guard let cache = EnvironmentCache(named: cache, environment: surroundings.environment) else {
            throw DiagnosedError(
                Diagnostic(
                    .cacheMissing, .error, "neither XDG_CACHE_HOME nor HOME says where prepared environments are kept",
                    help: "name a directory with `--cache`"))
        }
        let choice = try await PythonFinder(environment: surroundings.environment).choose(python, release: release)
        let made = try await Preparation(
            release, choice.installation, in: cache, environment: surroundings.environment, progress: progress
        ).run()
        return Outcome(
            environment: made.environment, python: choice.installation, isNew: made.isNew,
            diagnostics: choice.diagnostics)
    }

    /// The command line that brings the packages of an exchange to where `verify` would find them.
    ///
    /// - Parameter installation: the Python that was chosen.
    static func command(
        _ release: MWAARelease, _ installation: PythonInstallation, said: PythonRequest?, isReleaseNamed: Bool,
        cache: String?
    ) -> String {
        if installation.isVirtualEnvironment, let interpreter = installation.executable {
            let requirements = release.exchangePackages.map { "\($0.name)==\($0.version)" }
            return "\(interpreter) -m pip install \(requirements.joined(separator: " "))"
        }
        var words = ["mwaa-gcp python prepare --release \(release.version)"]
        switch said {
        case .version(let version): words.append("--python \(version)")
        case .library(let path), .executable(let path), .environment(let path): words.append("--python \(path)")
        case nil:
            // Without a release the newest Python is taken, with one the release's.
            if !isReleaseNamed, installation.version != release.python {
                words.append("--python \(installation.version)")
            }
        }
        if let cache { words.append("--cache \(cache)") }
        return words.joined(separator: " ")
    }
}
