package import Diagnostics
package import MWAAReleases
package import PythonEnvironment

/// Prepares the packages of an exchange as a release pins them, or an evaluator of expressions.
package struct PrepareStage: Sendable {
    package var surroundings: Surroundings
    package var packages: Packages
    /// What was said with `--python`.
    package var python: PythonRequest?
    /// What was said with `--cache`.
    package var cache: String?
    /// Called with what is being done, a phrase.
    package var progress: @Sendable (String) -> Void = { _ in }

    package enum Packages: Sendable {
        case exchange(MWAARelease)
        /// What `principal` needs for expressions that it does not know.
        case expressions
    }

    package init(surroundings: Surroundings, packages: Packages) {
        self.surroundings = surroundings
        self.packages = packages
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
        let release: MWAARelease?
        let set: PackageSet
        switch packages {
        case .exchange(let target): (release, set) = (target, .exchange(target))
        case .expressions: (release, set) = (nil, .expressions)
        }
        guard let cache = EnvironmentCache(named: cache, environment: surroundings.environment) else {
            throw DiagnosedError(
                Diagnostic(
                    .cacheMissing, .error, "neither XDG_CACHE_HOME nor HOME says where prepared environments are kept",
                    help: "name a directory with `--cache`"))
        }
        let choice = try await PythonFinder(environment: surroundings.environment).choose(python, release: release)
        if case .expressions = packages, choice.installation.version < PackageSet.oldestPythonForExpressions {
            throw DiagnosedError(
                Diagnostic(
                    .packagesNotFetched, .error,
                    "\(set.requirements[0]) needs CPython \(PackageSet.oldestPythonForExpressions) or later, and the newest "
                        + "here is \(choice.installation.version)", at: .file(choice.installation.library),
                    help: "name a newer Python with `--python`"))
        }
        let made = try await Preparation(
            set, choice.installation, in: cache, environment: surroundings.environment, progress: progress
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
            let requirements = PackageSet.exchange(release).requirements
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
