import Crypto
package import Diagnostics
import Files

#if canImport(Glibc)
    import Glibc
#endif

/// Makes a ``PreparedEnvironment``: pip of a throw-away virtual environment fetches wheels and installs them into another.
///
/// Only wheels are taken, so no code of a package runs.
package struct Preparation: Sendable {
    private let packages: PackageSet
    private let python: PythonInstallation
    private let cache: EnvironmentCache
    private let programs: PythonProgram
    private let progress: @Sendable (String) -> Void

    /// - Parameters:
    ///   - python: the libpython to prepare for.
    ///   - environment: of the tool's process; pip finds its index, its proxies and its configuration there.
    ///   - progress: called with what is being done, a phrase.
    /// - Throws: ``DiagnosedError`` with E111 when no interpreter belongs to the libpython.
    package init(
        _ packages: PackageSet, _ python: PythonInstallation, in cache: EnvironmentCache,
        environment: [String: String], progress: @escaping @Sendable (String) -> Void = { _ in }
    ) throws(DiagnosedError) {
        guard let interpreter = python.interpreter else {
            throw DiagnosedError(
                Diagnostic(
                    .interpreterMissing, .error, "there is no interpreter for `\(python.library)`",
                    at: .file(python.library),
                    help: "name one that has this library, with `--python DIR/bin/python\(python.version)`"))
        }
        self.packages = packages
        self.python = python
        self.cache = cache
        self.progress = progress
        programs = PythonProgram(interpreter: interpreter, environment: environment)
    }

    /// The environment that is there, or a new one. Two runs at once make one environment between them.
    ///
    /// - Returns: the environment, and whether this run made it.
    /// - Throws: ``DiagnosedError`` with E112 or E113 when a Python or pip fails, with I201 when the cache cannot be
    ///   written; `CancellationError`. The cache is then as it was.
    package func run() async throws -> (environment: PreparedEnvironment, isNew: Bool) {
        if let found { return (found, false) }
        try makeCache()
        let path = cache.path(packages, python)
        return try await CacheLock.hold(path + ".lock") {
            progress("waiting for another run that prepares the same")
        } _: {
            if let found { return (found, false) }
            let name = path.split(separator: "/").last.map(String.init) ?? ""
            let staging = try TemporaryDirectory(in: cache.directory, prefix: ".\(name).staging.")
            do {
                try await make(in: staging.path)
                try Task.checkCancellation()
                try Tree.publish(staging.path, as: path)
            } catch {
                staging.remove()
                throw error
            }
            staging.release()
            guard let found else { throw OutputFile.failure(path, ENOENT) }
            return (found, true)
        }
    }

    private var found: PreparedEnvironment? { PreparedEnvironment.find(packages, python, in: cache) }

    private func makeCache() throws(DiagnosedError) {
        var directory = cache.directory.hasPrefix("/") ? "" : "."
        for component in cache.directory.split(separator: "/") {
            directory += "/" + component
            if Tree.kind(of: directory, following: true) != .directory { try OutputFile.makeDirectory(directory) }
        }
    }

    private func make(in staging: String) async throws {
        let pip = staging + "/pip"
        let wheels = staging + "/wheels"
        let venv = staging + "/" + PreparedEnvironment.venv
        progress("making a virtual environment of \(programs.interpreter)")
        try await programs.makeEnvironment(pip, withPip: true)
        try await programs.makeEnvironment(venv, withPip: false)
        progress("fetching \(packages.requirements.joined(separator: ", "))")
        try await programs.fetch(packages, with: pip, into: wheels, for: python.version)
        let found = try Tree.files(below: wheels).map { try package(wheels, $0) }.sorted { $0.name < $1.name }
        progress("installing \(found.count) packages")
        try await programs.install(
            found.map { wheels + "/" + $0.wheel }, with: pip,
            into: venv + "/lib/python\(python.version)/site-packages")
        // What names the staging directory is of no use where the environment goes.
        for script in Tree.files(below: venv + "/bin") where !script.hasPrefix("python") {
            Tree.remove(venv + "/bin/" + script)
        }
        Tree.remove(pip)
        Tree.remove(wheels)
        let manifest = PreparedManifest(
            set: packages.name, library: Tree.absolute(python.library),
            requirements: packages.requirements, packages: found)
        try OutputFile.create(staging + "/" + PreparedManifest.fileName, Array(manifest.text.utf8))
    }

    /// A wheel's name is NAME-VERSION[-BUILD]-PYTHON-ABI-PLATFORM.whl, with `_` for `-` in the name
    /// (Binary distribution format, packaging.python.org).
    private func package(_ directory: String, _ wheel: String) throws(DiagnosedError) -> PreparedManifest.Package {
        let parts = wheel.split(separator: "-")
        let bytes = try InputFile.read(directory + "/" + wheel, limit: 512 << 20, role: "wheel")
        let digest = SHA256.hash(data: bytes).map { byte in
            (byte < 16 ? "0" : "") + String(byte, radix: 16)
        }
        return PreparedManifest.Package(
            name: parts.first.map { $0.lowercased().replacing("_", with: "-") } ?? wheel,
            version: parts.dropFirst().first.map(String.init) ?? "", wheel: wheel, sha256: digest.joined())
    }
}
