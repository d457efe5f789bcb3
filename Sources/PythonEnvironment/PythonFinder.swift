package import Diagnostics
package import MWAAReleases
import Subprocess
import SystemPackage

#if canImport(Glibc)
    import Glibc
#endif

/// Finds a libpython to embed.
///
/// By version it looks where distributions, `make install`, pyenv and uv put shared libraries, and where pkg-config points;
/// an interpreter is asked for its own library with `sysconfig`.
package struct PythonFinder: Sendable {
    private let environment: [String: String]
    private let patterns: [String]
    private let asksPkgConfig: Bool

    /// - Parameters:
    ///   - environment: of the tool's process; `PYENV_ROOT`, `HOME` and `PATH` are read.
    ///   - patterns: globs of directories to search instead of the usual ones, for tests.
    package init(environment: [String: String], patterns: [String]? = nil) {
        self.environment = environment
        self.patterns = patterns ?? Self.usualDirectories(environment)
        asksPkgConfig = patterns == nil
    }

    /// What was found, with remarks about the choice.
    package struct Choice: Sendable {
        package let installation: PythonInstallation
        package let diagnostics: [Diagnostic]
    }

    /// Chooses a Python: what was asked for; else the release's version; else the newest there is, with a warning.
    ///
    /// A virtual environment of another version than the release's is used, with a warning.
    ///
    /// - Throws: ``DiagnosedError`` with E101, E102 or E104 when there is none.
    package func choose(_ request: PythonRequest?, release: MWAARelease?) async throws(DiagnosedError) -> Choice {
        switch request {
        case .executable(let name):
            return Choice(installation: try await ask(try program(name)), diagnostics: [])
        case .environment(let directory):
            let installation = try await ask(try VirtualEnvironment(directory).interpreter)
            let isOther = release.map { $0.python != installation.version } ?? false
            return Choice(
                installation: installation,
                diagnostics: isOther ? release.map { [differs(directory, installation, $0)] } ?? [] : [])
        case .library(let path):
            guard let version = PythonInstallation.version(ofLibrary: path), access(path, R_OK) == 0 else {
                throw unusable(path, "it is no readable libpython")
            }
            return Choice(installation: PythonInstallation(version: version, library: path), diagnostics: [])
        case .version(let version):
            guard let found = await everywhere().first(where: { $0.version == version }) else { throw missing(version) }
            return Choice(installation: found, diagnostics: [])
        case nil:
            let found = await everywhere()
            if let release, let match = found.first(where: { $0.version == release.python }) {
                return Choice(installation: match, diagnostics: [])
            }
            guard let newest = found.first else { throw missing(release?.python) }
            return Choice(installation: newest, diagnostics: release.map { [differs(newest, $0)] } ?? [])
        }
    }

    /// The searched places, and the directory that pkg-config names.
    private func everywhere() async -> [PythonInstallation] {
        all(also: asksPkgConfig ? await Self.pkgConfigDirectory() : nil)
    }

    /// `libdir` of the default Python; `nil` where there is no pkg-config, or no Python that it knows.
    private static func pkgConfigDirectory() async -> String? {
        let result = try? await Subprocess.run(
            .name("pkg-config"), arguments: ["--variable=libdir", "python3"], output: .string(limit: 4096),
            error: .discarded)
        guard let result, result.terminationStatus.isSuccess else { return nil }
        let directory = result.standardOutput.split(separator: "\n").first.map(String.init) ?? ""
        return directory.hasPrefix("/") ? directory : nil
    }

    /// Every libpython 3.7 or later in the searched places, newest version first, one for each version and path.
    ///
    /// - Parameter directory: one more place.
    package func all(also directory: String? = nil) -> [PythonInstallation] {
        var seen: Set<String> = []
        return (patterns + (directory.map { [$0] } ?? [])).flatMap { Self.glob($0 + "/libpython3.*.so*") }.compactMap {
            path in
            guard let version = PythonInstallation.version(ofLibrary: path), version >= Version(3, 7) else {
                return nil
            }
            guard let real = Self.realPath(path), seen.insert(real).inserted else { return nil }
            return PythonInstallation(version: version, library: real)
        }.enumerated().sorted { left, right in
            left.element.version == right.element.version
                ? left.offset < right.offset : left.element.version > right.element.version
        }.map(\.element)
    }

    /// The path of an interpreter; a name without a slash is looked up as a shell would.
    private func program(_ name: String) throws(DiagnosedError) -> String {
        if name.isEmpty { throw unusable(name, "it names nothing") }
        if name.contains("/") {
            var status = stat()
            guard stat(name, &status) == 0 else { throw unusable(name, "there is no such file") }
            if status.st_mode & S_IFMT == S_IFDIR { throw unusable(name, "it is a directory") }
            guard access(name, X_OK) == 0 else { throw unusable(name, "it is no program") }
            return name
        }
        for directory in (environment["PATH"] ?? "").split(separator: ":") {
            var status = stat()
            let path = "\(directory)/\(name)"
            if stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG, access(path, X_OK) == 0 { return path }
        }
        throw unusable(name, "there is no program of that name on PATH")
    }

    /// Asks an interpreter where its shared library is.
    private func ask(_ path: String) async throws(DiagnosedError) -> PythonInstallation {
        let script = """
            import sys, sysconfig
            get = sysconfig.get_config_var
            print("%d.%d" % sys.version_info[:2])
            for directory in (get("LIBDIR"), get("LIBDIR") and get("MULTIARCH") and get("LIBDIR") + "/" + get("MULTIARCH")):
                for name in (get("INSTSONAME"), get("LDLIBRARY")):
                    if directory and name: print(directory + "/" + name)
            """
        let output: String
        do {
            let result = try await Subprocess.run(
                .path(.init(path)), arguments: ["-I", "-S", "-c", script], output: .string(limit: 16384),
                error: .discarded)
            guard result.terminationStatus.isSuccess else { throw unusable(path, "it does not run a line of Python") }
            output = result.standardOutput
        } catch let error as DiagnosedError {
            throw error
        } catch {
            throw unusable(path, "it cannot be started")
        }
        let lines = output.split(separator: "\n").map(String.init)
        guard let version = lines.first.flatMap({ Version($0) }) else { throw unusable(path, "it is no CPython 3") }
        guard let library = lines.dropFirst().first(where: { $0.contains(".so") && access($0, R_OK) == 0 }) else {
            throw unusable(path, "it has no shared libpython\(version)")
        }
        return PythonInstallation(version: version, library: library, executable: path)
    }

    private static func usualDirectories(_ environment: [String: String]) -> [String] {
        let home = environment["HOME"] ?? "/nonexistent"
        let pyenv = environment["PYENV_ROOT"] ?? home + "/.pyenv"
        return [
            "/usr/lib/*-linux-gnu*", "/usr/lib64", "/usr/lib", "/usr/local/lib", "/usr/local/lib64", "/opt/python*/lib",
            "/opt/python/*/lib", pyenv + "/versions/*/lib", home + "/.local/share/uv/python/*/lib",
        ]
    }

    private static func glob(_ pattern: String) -> [String] {
        var result = glob_t()
        defer { globfree(&result) }
        guard Glibc.glob(pattern, 0, nil, &result) == 0 else { return [] }
        return (0..<Int(result.gl_pathc)).compactMap { result.gl_pathv[$0].map { String(cString: $0) } }
    }

    private static func realPath(_ path: String) -> String? {
        guard let resolved = realpath(path, nil) else { return nil }
        defer { free(resolved) }
        return String(cString: resolved)
    }

    private func missing(_ version: Version?) -> DiagnosedError {
        let name = version.map { "libpython\($0)" } ?? "libpython3"
        return DiagnosedError(
            Diagnostic(
                .pythonMissing, .error, "no \(name) was found on this machine",
                help:
                    "run `apt-get install libpython3-dev`, or name a Python with `--python` (a version, a libpython, or a bin/python)"
            ))
    }

    private func unusable(_ path: String, _ reason: String) -> DiagnosedError {
        DiagnosedError(
            Diagnostic(
                .pythonUnusable, .error, "`\(path)` cannot be embedded: \(reason)", at: .file(path),
                help:
                    "name a version such as 3.11, a libpython3.X.so, or the bin/python of a CPython 3.7 or later that was built "
                    + "with a shared library"
            ))
    }

    private func differs(_ directory: String, _ found: PythonInstallation, _ release: MWAARelease) -> Diagnostic {
        Diagnostic(
            .pythonDiffers, .warning,
            "`\(directory)` has CPython \(found.version), but MWAA \(release.version) runs \(release.python)",
            at: .file(directory), help: "make the environment with CPython \(release.python)")
    }

    private func differs(_ found: PythonInstallation, _ release: MWAARelease) -> Diagnostic {
        Diagnostic(
            .pythonDiffers, .warning,
            "verified with CPython \(found.version), but MWAA \(release.version) runs \(release.python)",
            help: "install libpython\(release.python), or name one with `--python`")
    }
}
