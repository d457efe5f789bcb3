import ArgumentParser
import Pipeline
import Project
import PythonEnvironment
import Verification

/// How plugins are verified.
struct VerifyOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "A Python to verify in: a version, a libpython, or a bin/python; may be repeated (default: the release's version).",
            valueName: "python"))
    var python: [String] = []

    @Option(
        help: ArgumentHelp(
            "A virtual environment of yours: plugins find its packages, and its Python runs them.",
            valueName: "directory"))
    var venv: String?

    @Option(
        help: ArgumentHelp(
            "Where `python prepare` keeps its packages (default: mwaa-gcp/python in $XDG_CACHE_HOME or ~/.cache).",
            valueName: "directory"))
    var cache: String?

    @Option(
        help: ArgumentHelp(
            "What must have run: exchange, the whole way to a token of Google's. Without it, what could not run is reported, and no failure.",
            valueName: "what"))
    var require: [Requirement] = []

    enum Requirement: String, ExpressibleByArgument, CaseIterable {
        case exchange
    }

    @Option(
        help: ArgumentHelp(
            "The value of core.lazy_load_plugins to imagine: True or False (default: each in turn).",
            valueName: "value"))
    var lazyLoadPlugins: LazyLoadPlugins?

    @Option(help: ArgumentHelp("The Python host (default: beside this program).", valueName: "file"))
    var pythonHost: String?

    @Option(help: ArgumentHelp("Seconds that an import of the plugins may take on a worker.", valueName: "seconds"))
    var budget = 20.0

    @Option(
        help: ArgumentHelp(
            "Seconds of processor time for one scenario, for what never waits, such as a busy loop.",
            valueName: "seconds"))
    var timeLimit = 5.0

    func validate() throws {
        guard python.isEmpty || venv == nil else { throw ValidationError("--python and --venv exclude each other.") }
        guard budget > 0, budget <= 3600 else { throw ValidationError("--budget takes a number above 0, up to 3600.") }
        guard timeLimit > 0, timeLimit <= 3600 else {
            throw ValidationError("--time-limit takes a number above 0, up to 3600.")
        }
    }

    func stage(_ project: Project) -> VerifyStage {
        var stage = VerifyStage(
            surroundings: Terminal.surroundings, release: project.release, isReleaseNamed: project.namesRelease,
            limit: max(1, Int(timeLimit * 1000)))
        stage.pythons = venv.map { [.environment($0)] } ?? python.map { PythonRequest($0) }
        if let lazyLoadPlugins { stage.lazyLoading = [lazyLoadPlugins == .true] }
        stage.host = pythonHost
        stage.region = project.awsRegion?.value
        stage.cache = cache
        stage.requiresExchange = require.contains(.exchange)
        stage.budget.importSeconds = budget
        let progress = ProgressLine(label: "verifying")
        stage.progress = { done, count in progress.update(done, of: count) }
        return stage
    }
}

/// A value of Airflow's option, in any case of letters.
enum LazyLoadPlugins: String, ExpressibleByArgument, CaseIterable {
    case `true` = "True"
    case `false` = "False"

    init?(argument: String) {
        guard let value = Self.allCases.first(where: { $0.rawValue.lowercased() == argument.lowercased() }) else {
            return nil
        }
        self = value
    }
}
