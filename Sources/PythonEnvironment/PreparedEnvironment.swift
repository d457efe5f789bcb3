import Files

#if canImport(Glibc)
    import Glibc
#endif

/// A virtual environment that the tool made, with one set of packages.
package struct PreparedEnvironment: Sendable, Hashable {
    package let directory: String
    package let manifest: PreparedManifest

    /// As Python's `argv[0]` it gives the environment's packages.
    package var interpreter: String { Self.interpreter(in: directory) }

    /// The environment for a set of packages and a libpython; `nil` when there is none, when it was made of other versions, or when
    /// its interpreter has gone.
    package static func find(
        _ packages: PackageSet, _ python: PythonInstallation, in cache: EnvironmentCache
    ) -> PreparedEnvironment? {
        let directory = cache.path(packages, python)
        guard let manifest = PreparedManifest.read(directory), manifest.isFor(packages, python),
            access(interpreter(in: directory), X_OK) == 0
        else { return nil }
        return PreparedEnvironment(directory: directory, manifest: manifest)
    }

    /// Every environment for a set of packages, whichever Python it is for.
    static func all(_ packages: PackageSet, in cache: EnvironmentCache) -> [PreparedEnvironment] {
        cache.directories(of: packages).compactMap { directory in
            guard let manifest = PreparedManifest.read(directory), manifest.isOf(packages),
                access(interpreter(in: directory), X_OK) == 0
            else { return nil }
            return PreparedEnvironment(directory: directory, manifest: manifest)
        }
    }

    /// The venv's directory below that of the environment.
    static let venv = "environment"

    private static func interpreter(in directory: String) -> String { directory + "/\(venv)/bin/python" }
}

extension PythonInstallation {
    /// The same library with the packages of a prepared environment.
    package func using(_ environment: PreparedEnvironment) -> PythonInstallation {
        PythonInstallation(version: version, library: library, executable: environment.interpreter)
    }

    /// Whether it is the user's virtual environment, whose packages are to be seen as they are.
    package var isVirtualEnvironment: Bool {
        guard let executable, let bin = executable.lastIndex(of: "/"),
            let root = executable[..<bin].lastIndex(of: "/")
        else { return false }
        return access(executable[...root] + "pyvenv.cfg", F_OK) == 0
    }

    /// An interpreter of this library: the one that was named, else PREFIX/bin/python3.X for a library in PREFIX/lib or
    /// in a directory of one architecture below it; `nil` when there is none.
    package var interpreter: String? {
        if let executable { return executable }
        var directory = library[...]
        guard let file = directory.lastIndex(of: "/") else { return nil }
        directory = directory[..<file]
        for _ in 0..<2 {
            guard let slash = directory.lastIndex(of: "/"), slash > directory.startIndex else { return nil }
            directory = directory[..<slash]
            let path = "\(directory)/bin/python\(version)"
            if access(path, X_OK) == 0 { return path }
        }
        return nil
    }
}
