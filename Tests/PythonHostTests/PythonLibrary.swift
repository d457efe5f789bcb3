import Foundation
import Testing

/// A libpython of this machine.
struct PythonLibrary: Sendable, CustomTestStringConvertible {
    let path: String

    var testDescription: String { path }

    /// All that are found: Debian's, and those under `$PYENV_ROOT`, from CPython 3.7 on.
    static let all: [PythonLibrary] = {
        var found: [String] = []
        let files = FileManager.default
        for directory in ["/usr/lib/x86_64-linux-gnu", "/usr/lib/aarch64-linux-gnu", "/usr/local/lib"] {
            let names = (try? files.contentsOfDirectory(atPath: directory)) ?? []
            found += names.sorted().filter(isLibrary).map { "\(directory)/\($0)" }
        }
        if let root = ProcessInfo.processInfo.environment["PYENV_ROOT"] {
            let versions = (try? files.contentsOfDirectory(atPath: "\(root)/versions")) ?? []
            for version in versions.sorted() {
                let directory = "\(root)/versions/\(version)/lib"
                let names = (try? files.contentsOfDirectory(atPath: directory)) ?? []
                found += names.sorted().filter(isLibrary).map { "\(directory)/\($0)" }
            }
        }
        return found.map(PythonLibrary.init)
    }()

    /// The first: for tests whose outcome does not depend on the version.
    static var any: PythonLibrary? { all.first }

    /// The extension modules of its standard library.
    var extensionModules: [String] {
        let library = URL(fileURLWithPath: path)
        let name = library.lastPathComponent
        let version = name.dropFirst("libpython".count).prefix { $0.isNumber || $0 == "." }
            .trimmingCharacters(in: CharacterSet(charactersIn: "."))
        var directory = library.deletingLastPathComponent()
        for _ in 0..<2 {
            let modules = directory.appendingPathComponent("python\(version)/lib-dynload").path
            if let names = try? FileManager.default.contentsOfDirectory(atPath: modules) {
                return names.filter { $0.hasSuffix(".so") }.map { "\(modules)/\($0)" }
            }
            directory.deleteLastPathComponent()
        }
        return []
    }

    /// `libpython3.X.so.1.0` or `libpython3.7m.so.1.0`, X being 7 or more.
    private static func isLibrary(_ name: String) -> Bool {
        guard name.hasPrefix("libpython3."), name.hasSuffix(".so.1.0") else { return false }
        let minor = name.dropFirst("libpython3.".count).prefix { $0.isNumber }
        return (Int(minor) ?? 0) >= 7
    }
}
