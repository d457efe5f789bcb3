package import MWAAReleases

/// What the user said with `--python` or `--venv`.
package enum PythonRequest: Sendable, Hashable {
    /// `3.11`: any library of that version in the usual places.
    case version(Version)
    /// A path to `libpython3.X.so…`.
    case library(String)
    /// A path to an interpreter, usually the `bin/python` of a virtual environment.
    case executable(String)
    /// The directory of a virtual environment; it should have the release's Python.
    case environment(String)

    /// Reads the value of `--python`: `3.11` and `3.11.7` are versions, a name with `libpython` in it is a library, anything else an interpreter.
    package init(_ text: String) {
        let name = text.split(separator: "/").last ?? ""
        if let version = Version(text) {
            self = .version(Version(version.major, version.minor))
        } else if name.hasPrefix("libpython") {
            self = .library(text)
        } else {
            self = .executable(text)
        }
    }
}
