package import MWAAReleases

/// A CPython that can be embedded: its shared library, and perhaps an interpreter whose packages it shall use.
package struct PythonInstallation: Sendable, Hashable {
    /// `major.minor`.
    package let version: Version
    /// Path of `libpython3.X.so…`.
    package let library: String
    /// A `bin/python`, of a virtual environment or not, whose site-packages scenarios see; `nil` for the library's own.
    package let executable: String?

    package init(version: Version, library: String, executable: String? = nil) {
        self.version = version
        self.library = library
        self.executable = executable
    }

    /// Reads the version out of a library's file name, `libpython3.11.so.1.0` or `libpython3.7m.so`.
    package static func version(ofLibrary path: String) -> Version? {
        let name = path.split(separator: "/").last.map(String.init) ?? path
        guard name.hasPrefix("libpython"), let end = name.range(of: ".so") else { return nil }
        var text = name[name.index(name.startIndex, offsetBy: "libpython".count)..<end.lowerBound]
        while let last = text.last, last.isLetter { text.removeLast() }
        return Version(text)
    }
}

extension String {
    /// The first place where `needle` stands.
    fileprivate func range(of needle: String) -> Range<String.Index>? {
        var start = startIndex
        while start < endIndex {
            if self[start...].hasPrefix(needle) { return start..<index(start, offsetBy: needle.count) }
            start = index(after: start)
        }
        return nil
    }
}
