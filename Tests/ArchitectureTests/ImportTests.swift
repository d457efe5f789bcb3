import Foundation
import Testing

/// SwiftPM lets an undeclared import pass once the module has been built, so the arrows of the house are checked here.
@Suite struct ImportTests {
    private static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    /// Modules of the toolchain, which need no declaration.
    private static let toolchain: Set<String> = [
        "Dispatch", "Foundation", "FoundationEssentials", "Glibc", "Synchronization", "Testing", "PackageDescription",
    ]

    private struct Manifest: Decodable {
        struct Target: Decodable {
            struct Dependency: Decodable {
                let byName: [String?]?
                let target: [String?]?
                let product: [Name]?

                /// The first element of a dependency is its name; what follows may be anything.
                struct Name: Decodable {
                    let text: String?
                    init(from decoder: any Decoder) throws {
                        text = try? decoder.singleValueContainer().decode(String.self)
                    }
                }

                var name: String? { byName?.first ?? target?.first ?? product?.first?.text }
            }
            let name: String
            let type: String
            let dependencies: [Dependency]
        }
        let targets: [Target]
    }

    private func manifest() throws -> Manifest {
        let scratch = FileManager.default.temporaryDirectory.appendingPathComponent("manifest-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: scratch) }
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = [
            "swift", "package", "--package-path", Self.root.path, "--scratch-path", scratch.path, "dump-package",
        ]
        let pipe = Pipe()
        process.standardOutput = pipe
        process.standardError = FileHandle.nullDevice
        try process.run()
        let data = pipe.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return try JSONDecoder().decode(Manifest.self, from: data)
    }

    private func imports(of target: Manifest.Target) throws -> [String: Set<String>] {
        let directory = Self.root.appendingPathComponent(target.type == "test" ? "Tests" : "Sources")
            .appendingPathComponent(target.name)
        var found: [String: Set<String>] = [:]
        for case let file as URL in FileManager.default.enumerator(at: directory, includingPropertiesForKeys: nil)! {
            guard file.pathExtension == "swift" else { continue }
            for line in try String(contentsOf: file, encoding: .utf8).split(separator: "\n") {
                let words = line.split(separator: " ")
                // Names of Swift modules begin with a capital; Python's, in scripts of the tests, do not.
                guard let index = words.firstIndex(of: "import"), index + 1 < words.count,
                    words[index + 1].first?.isUppercase == true,
                    words[..<index].allSatisfy({
                        ["public", "package", "internal", "private", "@testable"].contains($0)
                    })
                else { continue }
                found[String(words[index + 1]), default: []].insert(file.lastPathComponent)
            }
        }
        return found
    }

    @Test func everyImportIsADeclaredDependencyAndEveryDependencyIsImported() throws {
        let manifest = try manifest()
        #expect(manifest.targets.count > 20)
        for target in manifest.targets where !["system-target", "system"].contains(target.type) {
            let declared = Set(target.dependencies.compactMap(\.name))
            let imported = try imports(of: target)
            if imported.isEmpty { continue }
            for (module, files) in imported where !Self.toolchain.contains(module) {
                #expect(declared.contains(module), "\(target.name) imports \(module) undeclared, in \(files.sorted())")
            }
            let unused = declared.subtracting(imported.keys)
            #expect(unused.isEmpty, "\(target.name) declares \(unused.sorted()) and imports none of them")
        }
    }

    /// The level of a module is the length of the longest path below it, so arrows only go down; a cycle has no level.
    @Test func arrowsGoDown() throws {
        let targets = Dictionary(uniqueKeysWithValues: try manifest().targets.map { ($0.name, $0) })
        func level(_ name: String, below path: [String]) -> Int {
            guard let target = targets[name] else { return -1 }
            guard !path.contains(name) else {
                Issue.record("a cycle: \((path + [name]).joined(separator: " -> "))")
                return 0
            }
            return (target.dependencies.compactMap(\.name).map { level($0, below: path + [name]) }.max() ?? -1) + 1
        }
        let libraries = targets.values.filter { $0.type == "regular" }
        #expect(libraries.allSatisfy { level($0.name, below: []) <= 5 })
        #expect(level("mwaa-gcp", below: []) == 1 + level("Commands", below: []))
    }
}
