import Diagnostics
import Foundation
import MWAAReleases
import PythonEnvironment
import Testing

@Suite struct PythonFinderTests {
    private let here: [String: String] = ProcessInfo.processInfo.environment

    /// A directory with empty files of these names, removed with the process's temporary directory.
    private func directory(_ names: String...) throws -> String {
        let path = FileManager.default.temporaryDirectory.appendingPathComponent("finder-\(UUID().uuidString)").path
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        for name in names { try Data().write(to: URL(fileURLWithPath: path + "/" + name)) }
        return path
    }

    @Test(arguments: [
        ("libpython3.11.so.1.0", Version(3, 11)), ("/x/libpython3.7m.so.1.0", Version(3, 7)),
        ("libpython3.13.so", Version(3, 13)), ("libpython3.so", nil), ("libfoo.so", nil), ("libpython3.11.a", nil),
    ])
    func versionsAreReadFromFileNames(name: String, version: Version?) {
        #expect(PythonInstallation.version(ofLibrary: name) == version)
    }

    @Test func requestsAreToldApart() {
        #expect(PythonRequest("3.11") == .version(Version(3, 11)))
        #expect(PythonRequest("3.11.7") == .version(Version(3, 11)))
        #expect(PythonRequest("/usr/lib/libpython3.11.so.1.0") == .library("/usr/lib/libpython3.11.so.1.0"))
        #expect(PythonRequest("venv/bin/python") == .executable("venv/bin/python"))
        #expect(PythonRequest("python3.11") == .executable("python3.11"))
    }

    @Test func theReleaseChoosesItsVersion() async throws {
        let path = try directory("libpython3.12.so.1.0", "libpython3.11.so.1.0", "libpython3.6m.so.1.0")
        defer { try? FileManager.default.removeItem(atPath: path) }
        let finder = PythonFinder(environment: here, patterns: [path])
        #expect(finder.all().map(\.version) == [Version(3, 12), Version(3, 11)])
        let choice = try await finder.choose(nil, release: .named("2.10.3"))
        #expect(choice.installation.version == Version(3, 11))
        #expect(choice.diagnostics.isEmpty)
    }

    @Test func anotherVersionComesWithAWarning() async throws {
        let path = try directory("libpython3.9.so.1.0", "libpython3.12.so.1.0")
        defer { try? FileManager.default.removeItem(atPath: path) }
        let choice = try await PythonFinder(environment: here, patterns: [path]).choose(nil, release: .named("2.10.3"))
        #expect(choice.installation.version == Version(3, 12))
        #expect(choice.diagnostics.map(\.code) == [.pythonDiffers])
    }

    @Test func nothingFoundNamesTheInstallLine() async throws {
        let finder = PythonFinder(environment: here, patterns: ["/nonexistent"])
        for request in [nil, PythonRequest.version(Version(3, 11))] {
            let error = await #expect(throws: DiagnosedError.self) { try await finder.choose(request, release: nil) }
            #expect(error?.diagnostics.first?.code == .pythonMissing)
            #expect(error?.diagnostics.first?.help?.contains("apt-get install") == true)
        }
    }

    @Test(arguments: [
        ("/nonexistent/bin/python", "there is no such file"), ("/bin/false", "does not run a line of Python"),
        ("/etc", "is a directory"), ("/etc/passwd", "is no program"), ("", "names nothing"),
        ("mwaa-gcp-no-such-python", "no program of that name on PATH"), ("/bin/echo", "no CPython 3"),
        ("/nonexistent/libpython3.11.so", "no readable libpython"),
    ])
    func whatIsNoPythonIsRefused(path: String, reason: String) async throws {
        let finder = PythonFinder(environment: here)
        let error = await #expect(throws: DiagnosedError.self) {
            try await finder.choose(PythonRequest(path), release: nil)
        }
        #expect(error?.diagnostics.first?.code == .pythonUnusable)
        #expect(error?.diagnostics.first?.message.contains(reason) == true)
    }

    @Test func anInterpreterIsAskedForItsLibrary() async throws {
        let choice = try await PythonFinder(environment: here).choose(.executable("/usr/bin/python3"), release: nil)
        #expect(choice.installation.executable == "/usr/bin/python3")
        #expect(PythonInstallation.version(ofLibrary: choice.installation.library) == choice.installation.version)
    }

    @Test func aNameIsLookedUpOnPATH() async throws {
        let finder = PythonFinder(environment: ["PATH": "/nonexistent:/usr/bin"])
        let choice = try await finder.choose(PythonRequest("python3"), release: nil)
        #expect(choice.installation.executable == "/usr/bin/python3")
    }
}
