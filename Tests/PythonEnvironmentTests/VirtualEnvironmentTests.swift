import Diagnostics
import Foundation
import MWAAReleases
import PythonEnvironment
import Testing

@Suite struct VirtualEnvironmentTests {
    private let here: [String: String] = ProcessInfo.processInfo.environment

    /// Calls `body` with a new directory that has these files; `NAME -> TARGET` is a link.
    private func withDirectory<Result>(
        _ names: [String] = [], body: (String) async throws -> Result
    ) async throws -> Result {
        let files = FileManager.default
        let path = files.temporaryDirectory.appending(path: "venv-\(UUID().uuidString)").path
        defer { try? files.removeItem(atPath: path) }
        try files.createDirectory(atPath: path + "/bin", withIntermediateDirectories: true)
        for name in names {
            let parts = name.components(separatedBy: " -> ")
            let file = path + "/" + parts[0]
            if parts.count == 2 {
                try files.createSymbolicLink(atPath: file, withDestinationPath: parts[1])
            } else {
                try Data().write(to: URL(filePath: file))
            }
        }
        return try await body(path)
    }

    @Test func itsInterpreterRunsWithTheLibraryOfTheBase() async throws {
        try await withDirectory { directory in
            let make = Process()
            make.executableURL = URL(filePath: "/usr/bin/python3")
            make.arguments = ["-m", "venv", "--without-pip", directory]
            try make.run()
            make.waitUntilExit()
            let finder = PythonFinder(environment: here)
            let base = try await finder.choose(.executable("/usr/bin/python3"), release: nil).installation
            let choice = try await finder.choose(.environment(directory + "//"), release: nil)
            #expect(choice.installation.executable == directory + "/bin/python")
            #expect(choice.installation.library == base.library)
            #expect(choice.installation.version == base.version)
            #expect(choice.diagnostics.isEmpty)

            // 2.2.2 ran on 3.7, which no living distribution has as its own.
            let other = try await finder.choose(.environment(directory), release: .named("2.2.2"))
            #expect(other.installation == choice.installation)
            #expect(other.diagnostics.map(\.code) == [.pythonDiffers])
            #expect(other.diagnostics.first?.message.contains("has CPython \(base.version), but MWAA 2.2.2") == true)
            let same = MWAARelease.all.first { $0.python == base.version }
            #expect(try await finder.choose(.environment(directory), release: same).diagnostics.isEmpty)
        }
    }

    private func refusal(_ directory: String) async throws -> Diagnostic? {
        let error = await #expect(throws: DiagnosedError.self) {
            try await PythonFinder(environment: here).choose(.environment(directory), release: nil)
        }
        #expect(error?.diagnostics.map(\.code) == [.environmentUnusable])
        return error?.diagnostics.first
    }

    @Test(arguments: [
        (["bin/python -> /nonexistent/python3", "pyvenv.cfg"], "leads to no interpreter", "make it anew"),
        (["pyvenv.cfg"], "has no bin/python", "python3 -m venv"),
        (["pyvenv.cfg", "Scripts"], "has no bin/python", "on Windows"),
        (["bin/python"], "has no pyvenv.cfg", "python3 -m venv"),
        (["bin/python3"], "has no pyvenv.cfg", "--python"),
        (["bin/python", "conda-meta"], "Conda", "/bin/python`"),
    ])
    func whatIsNoneIsRefused(names: [String], reason: String, help: String) async throws {
        try await withDirectory(names) { directory in
            let refusal = try await refusal(directory)
            #expect(refusal?.message.contains(reason) == true)
            #expect(refusal?.help?.contains(help) == true)
        }
    }

    @Test func aFileAndNothingAreRefused() async throws {
        #expect(try await refusal("/usr/bin/python3")?.message.contains("it is a file") == true)
        #expect(try await refusal("/nonexistent/venv")?.message.contains("no such directory") == true)
    }
}
