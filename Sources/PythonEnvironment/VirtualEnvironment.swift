package import Diagnostics

#if canImport(Glibc)
    import Glibc
#endif

/// A virtual environment of the user's, by its directory (PEP 405): `pyvenv.cfg` and an interpreter of its own.
package struct VirtualEnvironment: Sendable, Hashable {
    package let directory: String
    /// Path of the interpreter in it; as Python's `argv[0]` it gives the environment's site-packages.
    package let interpreter: String

    /// - Throws: ``DiagnosedError`` with E104 when the directory is none, or its interpreter is gone.
    package init(_ directory: String) throws(DiagnosedError) {
        var directory = directory
        while directory.utf8.count > 1, directory.hasSuffix("/") { directory.removeLast() }
        self.directory = directory
        interpreter = directory + "/bin/python"
        if let reason = Self.objection(to: directory, interpreter) {
            throw DiagnosedError(
                Diagnostic(
                    .environmentUnusable, .error,
                    "`\(directory)` is no virtual environment to verify in: \(reason.what)",
                    at: .file(directory), help: reason.help))
        }
    }

    private static func objection(to directory: String, _ interpreter: String) -> (what: String, help: String)? {
        let make = "`python3 -m venv DIR` makes one"
        func exists(_ name: String) -> Bool { access(directory + "/" + name, F_OK) == 0 }
        guard isDirectory(directory) else {
            if access(directory, F_OK) == 0 {
                return ("it is a file", "name the directory; `--python` takes an interpreter")
            }
            return ("there is no such directory", make)
        }
        if exists("conda-meta") {
            return ("it is Conda's", "name its interpreter instead: `--python \(interpreter)`")
        }
        guard exists("pyvenv.cfg") else {
            return exists("bin/python3")
                ? ("it has no pyvenv.cfg", "name the interpreter instead: `--python \(directory)/bin/python3`")
                : ("it has no pyvenv.cfg", make)
        }
        if access(interpreter, X_OK) == 0 { return nil }
        var status = stat()
        return lstat(interpreter, &status) == 0
            ? (
                "its bin/python leads to no interpreter",
                "the Python that it was made from has gone; make it anew: \(make)"
            )
            : ("it has no bin/python", exists("Scripts") ? "it was made on Windows; \(make)" : make)
    }

    private static func isDirectory(_ path: String) -> Bool {
        var status = stat()
        return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
    }
}
