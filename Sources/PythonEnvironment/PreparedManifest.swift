import Diagnostics
import Files
import SpannedJSON

/// What a prepared environment was made of: `manifest.json` in its directory.
package struct PreparedManifest: Sendable, Hashable {
    /// The name of the set: `mwaa-2.10.3`.
    package let set: String
    /// The libpython for which it was made.
    package let library: String
    /// What pip was asked for: `google-auth==2.35.0`.
    package let requirements: [String]
    /// What pip installed, sorted by name.
    package let packages: [Package]

    package struct Package: Sendable, Hashable {
        package let name: String
        package let version: String
        /// The wheel's file name, and its SHA-256 in lower-case hexadecimal, as the index knows them.
        package let wheel: String
        package let sha256: String
    }

    static let fileName = "manifest.json"

    func isFor(_ packages: PackageSet, _ python: PythonInstallation) -> Bool {
        isOf(packages) && library == Tree.absolute(python.library)
    }

    func isOf(_ packages: PackageSet) -> Bool {
        set == packages.name && requirements == packages.requirements
    }

    /// The version of a package that was installed, by its name on the index.
    package func version(of name: String) -> String? { packages.first { $0.name == name }?.version }

    // MARK: - The file

    var text: String {
        JSONOutput.object([
            ("format_version", .string("1.0")),
            ("set", .string(set)),
            ("libpython", .string(library)),
            ("requirements", .array(requirements.map { .string($0) })),
            (
                "packages",
                .array(
                    packages.map { package in
                        .object([
                            ("name", .string(package.name)), ("version", .string(package.version)),
                            ("wheel", .string(package.wheel)), ("sha256", .string(package.sha256)),
                        ])
                    })
            ),
        ]).pretty()
    }

    /// - Returns: `nil` when there is no manifest of this format.
    static func read(_ directory: String) -> PreparedManifest? {
        guard let bytes = try? InputFile.read(directory + "/" + fileName, limit: 1 << 20, role: "manifest"),
            let root = JSONParser.parse(SourceText(name: fileName, bytes: bytes)).root,
            case .object(let object) = root.value, object["format_version"]?.text == "1.0",
            let set = object["set"]?.text, let library = object["libpython"]?.text,
            case .array(let requirements)? = object["requirements"]?.value.value,
            case .array(let packages)? = object["packages"]?.value.value
        else { return nil }
        return PreparedManifest(
            set: set, library: library, requirements: requirements.compactMap(\.text),
            packages: packages.compactMap { package in
                guard case .object(let members) = package.value, let name = members["name"]?.text,
                    let version = members["version"]?.text, let wheel = members["wheel"]?.text,
                    let sha256 = members["sha256"]?.text
                else { return nil }
                return Package(name: name, version: version, wheel: wheel, sha256: sha256)
            })
    }
}

extension JSONMember {
    fileprivate var text: String? { value.text }
}

extension JSONNode {
    fileprivate var text: String? { if case .string(let string) = value { string.text } else { nil } }
}
