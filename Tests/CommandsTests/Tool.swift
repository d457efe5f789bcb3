import Foundation
import Testing

/// The built executable, and other programs, as a shell would run them.
enum Tool {
    static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    /// Built beside the test bundle.
    static let executable = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath().deletingLastPathComponent()
        .appending(path: "mwaa-gcp")

    /// A Python with google-auth, made by `scripts/prepare-test-pythons`.
    static let python = root.appending(path: ".build/test-pythons/google-auth-2.35/bin/python").path

    struct Outcome {
        let status: Int32
        let output: String
        let errors: String
    }

    /// Runs `mwaa-gcp` with these arguments and an environment of which nothing is known.
    static func run(_ arguments: [String], in directory: URL, input: String = "") throws -> Outcome {
        try run(executable, arguments, in: directory, input: input)
    }

    static func run(_ program: URL, _ arguments: [String], in directory: URL, input: String = "") throws -> Outcome {
        let streams = FileManager.default.temporaryDirectory.appending(path: "streams-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: streams, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: streams) }
        // Files, not pipes: nobody has to read while the program runs.
        let files = ["in", "out", "err"].map { streams.appending(path: $0) }
        try Data(input.utf8).write(to: files[0])
        for file in files[1...] { try Data().write(to: file) }
        let process = Process()
        process.executableURL = program
        process.arguments = arguments
        process.currentDirectoryURL = directory
        process.environment = ["PATH": "/usr/bin:/bin", "HOME": streams.path, "LC_ALL": "C.UTF-8"]
        process.standardInput = try FileHandle(forReadingFrom: files[0])
        process.standardOutput = try FileHandle(forWritingTo: files[1])
        process.standardError = try FileHandle(forWritingTo: files[2])
        try process.run()
        process.waitUntilExit()
        return Outcome(
            status: process.terminationStatus, output: try String(contentsOf: files[1], encoding: .utf8),
            errors: try String(contentsOf: files[2], encoding: .utf8))
    }

    /// Runs `body` with a directory of its own that holds a copy of the fixtures.
    static func withFixtures<Result>(_ body: (URL) throws -> Result) throws -> Result {
        let directory = FileManager.default.temporaryDirectory.appending(path: "commands-\(UUID().uuidString)")
        let fixtures = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Fixtures")
        try FileManager.default.copyItem(at: fixtures, to: directory)
        defer { try? FileManager.default.removeItem(at: directory) }
        return try body(directory.resolvingSymlinksInPath())
    }

    /// Gives a program under `Tests/Peers` its input, and returns its lines. Its Python has jsonschema and pydantic-sarif.
    static func askPeer(_ name: String, _ arguments: [String] = [], input: String) throws -> [String] {
        let python = root.appending(path: ".build/test-pythons/formats/bin/python")
        try #require(
            FileManager.default.isExecutableFile(atPath: python.path), "run scripts/prepare-test-pythons first")
        let program = root.appending(path: "Tests/Peers/\(name)").path
        let outcome = try run(python, [program] + arguments, in: root, input: input)
        try #require(outcome.status == 0, "\(outcome.errors)")
        return outcome.output.split(separator: "\n").map(String.init)
    }
}
