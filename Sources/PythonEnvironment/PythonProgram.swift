import Diagnostics
import MWAAReleases
import Subprocess
import SystemPackage

/// An interpreter, and what is run with it to prepare an environment.
struct PythonProgram: Sendable {
    let interpreter: String
    /// Of the tool's process.
    let environment: [String: String]

    /// Variables by which Python or pip would look or write elsewhere.
    private static let misleading: Set<String> = [
        "PIP_DRY_RUN", "PIP_PREFIX", "PIP_PYTHON", "PIP_REPORT", "PIP_REQUIRE_VIRTUALENV", "PIP_ROOT", "PIP_TARGET",
        "PYTHONHOME", "PYTHONPATH", "PYTHONSTARTUP", "VIRTUAL_ENV", "__PYVENV_LAUNCHER__",
    ]

    /// `python -m venv`.
    ///
    /// - Throws: ``DiagnosedError`` with E112.
    func makeEnvironment(_ directory: String, withPip: Bool) async throws {
        let result = try await run(
            interpreter, ["-I", "-m", "venv"] + (withPip ? [] : ["--without-pip"]) + [directory])
        guard !result.succeeded else { return }
        let version = interpreter.split(separator: "/").last.map(String.init) ?? "python3"
        throw DiagnosedError(
            Diagnostic(
                .environmentNotMade, .error, "`\(interpreter)` makes no virtual environment: \(result.complaint)",
                at: .file(interpreter),
                help: "it needs the modules venv and ensurepip: on Debian and Ubuntu `apt-get install \(version)-venv`")
        )
    }

    /// Has pip fetch wheels of the packages and of what they need.
    ///
    /// - Throws: ``DiagnosedError`` with E113.
    func fetch(
        _ packages: PackageSet, with environment: String, into directory: String, for version: Version
    ) async throws {
        let result = try await pip(
            environment, ["download", "--quiet", "--only-binary", ":all:", "--dest", directory] + packages.requirements)
        guard !result.succeeded else { return }
        let help =
            if let python = packages.python, python != version {
                "\(packages.title) runs CPython \(python): its packages may not exist for \(version); pip also needs the "
                    + "network or an index of yours (`PIP_INDEX_URL`)"
            } else {
                "pip needs the network or an index of yours: it obeys `HTTPS_PROXY`, `PIP_INDEX_URL`, `PIP_FIND_LINKS` and "
                    + "pip.conf"
            }
        throw DiagnosedError(
            Diagnostic(
                .packagesNotFetched, .error,
                "pip cannot get the packages of \(packages.title) for CPython \(version): \(result.complaint)",
                help: help))
    }

    /// Has pip install these wheels and nothing else.
    ///
    /// - Throws: ``DiagnosedError`` with E113.
    func install(_ wheels: [String], with environment: String, into directory: String) async throws {
        let result = try await pip(
            environment, ["install", "--quiet", "--no-index", "--no-deps", "--target", directory] + wheels)
        guard !result.succeeded else { return }
        throw DiagnosedError(
            Diagnostic(
                .packagesNotFetched, .error, "pip cannot install the packages: \(result.complaint)",
                help: "run it again; pip's settings in the environment or in pip.conf may forbid it"))
    }

    private func pip(_ environment: String, _ arguments: [String]) async throws -> Result {
        try await run(environment + "/bin/python", ["-I", "-m", "pip"] + arguments)
    }

    struct Result {
        let succeeded: Bool
        /// The line that says most.
        let complaint: String
    }

    private func run(_ program: String, _ arguments: [String]) async throws -> Result {
        var variables = environment.filter { !Self.misleading.contains($0.key) }
        variables["PIP_DISABLE_PIP_VERSION_CHECK"] = "1"
        variables["PIP_NO_INPUT"] = "1"
        variables["PIP_USER"] = "0"
        // pip's own are 5, with growing pauses: too long to learn that there is no network.
        variables["PIP_RETRIES"] = variables["PIP_RETRIES"] ?? "2"
        let pairs = variables.compactMap { name, value in Environment.Key(rawValue: name).map { ($0, value) } }
        var options = PlatformOptions()
        options.teardownSequence = [.send(signal: .terminate, allowedDurationToNextStep: .seconds(5))]
        do {
            let result = try await Subprocess.run(
                .path(FilePath(program)), arguments: Arguments(arguments),
                environment: .custom(Dictionary(uniqueKeysWithValues: pairs)), platformOptions: options,
                output: .string(limit: 4 << 20), error: .string(limit: 4 << 20))
            return Result(
                succeeded: result.terminationStatus.isSuccess,
                complaint: Self.complaint(result.standardError + "\n" + result.standardOutput))
        } catch is SubprocessError {
            try Task.checkCancellation()
            return Result(succeeded: false, complaint: "it cannot be started")
        }
    }

    /// The first line that pip marks as an error, else the last line of a traceback or of anything else.
    private static func complaint(_ output: String) -> String {
        let lines = output.split(whereSeparator: \.isNewline).map { line in
            line.drop { $0 == " " || $0 == "\t" }
        }.filter { !$0.isEmpty }
        let marked = lines.first { $0.hasPrefix("ERROR: ") }?.dropFirst("ERROR: ".count)
        let ensurepip = lines.first { $0.contains("ensurepip is not") }
        let line = marked ?? ensurepip ?? lines.last { !$0.hasPrefix("[notice]") && !$0.hasPrefix("WARNING") }
        return line.map { String($0.prefix(300)) } ?? "it says nothing"
    }
}
