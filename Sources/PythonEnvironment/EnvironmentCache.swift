import Files

#if canImport(Glibc)
    import Glibc
#endif

/// Where prepared environments are kept: one directory for each set of packages and libpython.
package struct EnvironmentCache: Sendable, Hashable {
    /// An absolute path, or one that counts from the working directory; it need not exist.
    package let directory: String
    /// Whether the user named it.
    package let isNamed: Bool

    /// - Parameters:
    ///   - named: what was said with `--cache`.
    ///   - environment: of the tool's process. `XDG_CACHE_HOME` counts where it is absolute (XDG Base Directory
    ///     Specification 0.8), else `~/.cache`.
    /// - Returns: `nil` when nothing names a place, since there is no `HOME`.
    package init?(named: String?, environment: [String: String]) {
        isNamed = named != nil
        func absolute(_ name: String) -> String? { environment[name].flatMap { $0.hasPrefix("/") ? $0 : nil } }
        if let named {
            directory = named
        } else if let cache = absolute("XDG_CACHE_HOME") ?? absolute("HOME").map({ $0 + "/.cache" }) {
            directory = cache + "/mwaa-gcp/python"
        } else {
            return nil
        }
    }

    /// The directory's name tells packages and version; the digits tell two libraries of one version apart.
    func path(_ packages: PackageSet, _ python: PythonInstallation) -> String {
        "\(directory)/\(packages.name)-cpython-\(python.version)-\(Self.digits(Tree.absolute(python.library)))"
    }

    /// The environments of a set of packages, by name.
    func directories(of packages: PackageSet) -> [String] {
        var status = glob_t()
        defer { globfree(&status) }
        let escaped = directory.reduce(into: "") { text, character in
            if "*?[]\\".contains(character) { text.append("\\") }
            text.append(character)
        }
        guard glob("\(escaped)/\(packages.name)-cpython-*", 0, nil, &status) == 0 else { return [] }
        return (0..<Int(status.gl_pathc)).compactMap { status.gl_pathv[$0].map { String(cString: $0) } }
            .filter { !$0.hasSuffix(".lock") }
    }

    /// FNV-1a, 32 bits.
    private static func digits(_ text: String) -> String {
        let hash = text.utf8.reduce(UInt32(2_166_136_261)) { ($0 ^ UInt32($1)) &* 16_777_619 }
        let digits = String(hash, radix: 16)
        return String(repeating: "0", count: 8 - digits.count) + digits
    }
}
