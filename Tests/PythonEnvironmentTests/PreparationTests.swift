import Diagnostics
import Foundation
import MWAAReleases
import PythonEnvironment
import Testing

/// With the real venv and pip, and wheels made here instead of an index.
@Suite struct PreparationTests {
    private let release = MWAARelease.named("2.10.3")!

    /// A directory with a wheel of each package of an exchange, and what pip is to be told of it.
    private struct Index {
        let directory: URL
        var environment: [String: String] {
            var variables = ProcessInfo.processInfo.environment.filter { !$0.key.hasPrefix("PIP_") }
            variables["PIP_NO_INDEX"] = "1"
            variables["PIP_FIND_LINKS"] = directory.appending(path: "wheels").path
            // What would lead pip astray has to be kept from it.
            variables["PIP_TARGET"] = "/nonexistent"
            variables["PYTHONPATH"] = directory.path
            return variables
        }
        var cache: EnvironmentCache { EnvironmentCache(named: directory.path + "/deep/cache", environment: [:])! }
        var kept: [String] {
            let names = (try? FileManager.default.contentsOfDirectory(atPath: cache.directory)) ?? []
            return names.filter { !$0.hasSuffix(".lock") }
        }
    }

    private func withIndex(of packages: PackageSet, _ body: (Index) async throws -> Void) async throws {
        let index = Index(
            directory: FileManager.default.temporaryDirectory.appending(path: "index-\(UUID().uuidString)"))
        defer { try? FileManager.default.removeItem(at: index.directory) }
        try FileManager.default.createDirectory(
            at: index.directory.appending(path: "wheels"), withIntermediateDirectories: true)
        let make = Process()
        make.executableURL = URL(filePath: "/usr/bin/python3")
        make.arguments =
            [Self.makeWheels, index.directory.appending(path: "wheels").path]
            + packages.requirements
        try make.run()
        make.waitUntilExit()
        #expect(make.terminationStatus == 0)
        try await body(index)
    }

    private static let makeWheels = URL(filePath: #filePath).deletingLastPathComponent()
        .appending(path: "../Peers/make_wheels.py").path

    private var python: PythonInstallation {
        get async throws {
            try await PythonFinder(environment: [:]).choose(.executable("/usr/bin/python3"), release: nil).installation
        }
    }

    @Test func onePreparationServesAllThatComeAfter() async throws {
        let python = try await python
        try await withIndex(of: .exchange(release)) { index in
            #expect(PreparedEnvironment.find(.exchange(release), python, in: index.cache) == nil)
            func prepare() async throws -> (environment: PreparedEnvironment, isNew: Bool) {
                try await Preparation(.exchange(release), python, in: index.cache, environment: index.environment).run()
            }
            // Two at once make one between them.
            async let first = prepare()
            async let second = prepare()
            let both = try await [first, second]
            #expect(both.map(\.isNew).count { $0 } == 1)
            #expect(index.kept == [String(both[0].environment.directory.split(separator: "/").last!)])
            let environment = both[0].environment
            #expect(both[1].environment == environment)
            #expect(PreparedEnvironment.find(.exchange(release), python, in: index.cache) == environment)

            let packages = environment.manifest.packages
            #expect(packages.map(\.name) == ["botocore", "google-auth", "requests", "urllib3"])
            #expect(environment.manifest.version(of: "google-auth") == "2.35.0")
            let wheel = try #require(packages.first { $0.name == "google-auth" })
            let peer = try Self.output(
                "/usr/bin/sha256sum", [index.directory.appending(path: "wheels/\(wheel.wheel)").path])
            #expect(peer.hasPrefix(wheel.sha256 + " "))

            // It works where it is, sees its own packages, and nothing of pip is left in it.
            let seen = try Self.output(
                environment.interpreter,
                [
                    "-I", "-c",
                    "import google_auth, botocore, importlib.util as u; "
                        + "print(google_auth.version, u.find_spec('pip'), google_auth.__file__)",
                ])
            #expect(
                seen
                    == "2.35.0 None \(environment.directory)/environment/lib/python\(python.version)/site-packages/google_auth/__init__.py\n"
            )
            #expect(python.using(environment).isVirtualEnvironment)

            // An environment with other pins, or one that was damaged, is none.
            #expect(
                PreparedEnvironment.find(
                    .exchange(release.pinning(googleAuth: Version(2, 36, 0))), python, in: index.cache) == nil
            )
            #expect(PreparedEnvironment.find(.exchange(.named("2.10.1")!), python, in: index.cache) == nil)
            try FileManager.default.removeItem(atPath: environment.interpreter)
            #expect(PreparedEnvironment.find(.exchange(release), python, in: index.cache) == nil)
            #expect(try await prepare().isNew)
            #expect(PreparedEnvironment.find(.exchange(release), python, in: index.cache) == environment)
            #expect(index.kept.count == 1)
        }
    }

    @Test func anEvaluatorOfExpressionsIsFoundWhicheverPythonItIsFor() async throws {
        let python = try await python
        try await withIndex(of: .expressions) { index in
            #expect(ExpressionEvaluator.find(in: index.cache) == nil)
            let made = try await Preparation(
                .expressions, python, in: index.cache, environment: index.environment
            ).run()
            #expect(made.environment.manifest.requirements == PackageSet.expressions.requirements)
            #expect(
                ExpressionEvaluator.find(in: index.cache)
                    == ExpressionEvaluator(interpreter: made.environment.interpreter))
            #expect(PreparedEnvironment.find(.exchange(release), python, in: index.cache) == nil)
        }
    }

    @Test func whatPipLacksIsSaidAndNothingIsLeft() async throws {
        let python = try await python
        try await withIndex(of: .exchange(.named("2.10.1")!)) { index in
            let error = await #expect(throws: DiagnosedError.self) {
                try await Preparation(.exchange(release), python, in: index.cache, environment: index.environment).run()
            }
            let diagnostic = try #require(error?.diagnostics.first)
            #expect(diagnostic.code == .packagesNotFetched)
            #expect(diagnostic.message.contains("google-auth==2.35.0 (from versions: 2.34.0)"))
            #expect(diagnostic.help?.contains("PIP_FIND_LINKS") == true)
            #expect(index.kept == [])
        }
    }

    @Test func aPythonWithoutVenvIsRefused() async throws {
        let directory = FileManager.default.temporaryDirectory.appending(path: "bare-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: directory) }
        try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
        let interpreter = directory.appending(path: "python3.11")
        try Data("#!/bin/sh\necho 'No module named venv' >&2\nexit 1\n".utf8).write(to: interpreter)
        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: interpreter.path)
        let python = PythonInstallation(
            version: Version(3, 11), library: try await python.library, executable: interpreter.path)
        let cache = try #require(EnvironmentCache(named: directory.path + "/cache", environment: [:]))
        let error = await #expect(throws: DiagnosedError.self) {
            try await Preparation(.exchange(release), python, in: cache, environment: [:]).run()
        }
        #expect(error?.diagnostics.map(\.code) == [.environmentNotMade])
        #expect(error?.diagnostics.first?.message.hasSuffix("No module named venv") == true)
        #expect(error?.diagnostics.first?.help?.contains("apt-get install python3.11-venv") == true)
    }

    @Test func aLibraryAloneIsRefused() {
        let python = PythonInstallation(version: Version(3, 11), library: "/nonexistent/lib/libpython3.11.so.1.0")
        let cache = EnvironmentCache(named: "/nonexistent/cache", environment: [:])!
        let error = #expect(throws: DiagnosedError.self) {
            try Preparation(.exchange(release), python, in: cache, environment: [:])
        }
        #expect(error?.diagnostics.map(\.code) == [.interpreterMissing])
    }

    @Test(arguments: [
        (["XDG_CACHE_HOME": "/x", "HOME": "/h"], "/x/mwaa-gcp/python"),
        (["XDG_CACHE_HOME": "x", "HOME": "/h"], "/h/.cache/mwaa-gcp/python"),
        (["HOME": "/h"], "/h/.cache/mwaa-gcp/python"), (["HOME": ""], nil), ([:], nil),
    ])
    func theCacheIsWhereOthersAre(environment: [String: String], directory: String?) {
        #expect(EnvironmentCache(named: nil, environment: environment)?.directory == directory)
        #expect(EnvironmentCache(named: "here", environment: environment)?.directory == "here")
    }

    @Test func theInterpreterOfALibraryIsFound() async throws {
        let library = try await python.library
        let python = PythonInstallation(version: try await python.version, library: library)
        #expect(python.interpreter == "/usr/bin/python\(python.version)")
        #expect(!python.isVirtualEnvironment)
    }

    private static func output(_ program: String, _ arguments: [String]) throws -> String {
        let process = Process()
        let pipe = Pipe()
        process.executableURL = URL(filePath: program)
        process.arguments = arguments
        process.standardOutput = pipe
        try process.run()
        let data = pipe.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return String(decoding: data, as: UTF8.self)
    }
}
