import Foundation
import Testing

/// A Python found on this machine, to hold our work against the real language.
struct Interpreter: CustomTestStringConvertible, Sendable {
    let executable: URL
    let version: String

    var testDescription: String { version }

    /// One of each minor version from 3.7 on, in the usual places.
    static let all: [Interpreter] = {
        let home = FileManager.default.homeDirectoryForCurrentUser
        let installed = home.appending(path: ".pyenv/versions")
        let versions =
            (try? FileManager.default.contentsOfDirectory(at: installed, includingPropertiesForKeys: nil)) ?? []
        let candidates =
            [URL(filePath: "/usr/bin/python3"), URL(filePath: "/usr/local/bin/python3")]
            + versions.map { $0.appending(path: "bin/python") }
        var found: [String: Interpreter] = [:]
        for executable in candidates where FileManager.default.isExecutableFile(atPath: executable.path) {
            let probe = "import sys; print(*sys.version_info[:2], sep='.')"
            guard let output = try? run(executable, ["-I", "-c", probe]), output.status == 0 else { continue }
            let version = output.text.trimmingCharacters(in: .whitespacesAndNewlines)
            guard let minor = version.split(separator: ".").last.flatMap({ Int($0) }), minor >= 7 else { continue }
            found[version] = found[version] ?? Interpreter(executable: executable, version: version)
        }
        return found.values.sorted { $0.version.compare($1.version, options: .numeric) == .orderedAscending }
    }()

    /// Those among ``all`` that releases of MWAA run, else the newest.
    static let ofReleases: [Interpreter] = {
        let found = all.filter { ["3.7", "3.10", "3.11", "3.12"].contains($0.version) }
        return found.isEmpty ? all.suffix(1) : found
    }()

    struct Output {
        let status: Int32
        /// Standard output and standard error as they came.
        let text: String
    }

    /// Runs one of the drivers beside this file. Warnings are errors in it, except those on fork and threads.
    func run(driver: String, _ arguments: [String]) throws -> Output {
        let drivers = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Drivers")
        let script = drivers.appending(path: driver).path
        let strict = ["-B", "-s", "-W", "error", "-W", "ignore::DeprecationWarning"]
        return try Self.run(executable, strict + [script] + arguments)
    }

    func run(code: String, _ arguments: [String] = [], input: String = "") throws -> Output {
        try Self.run(executable, ["-B", "-I", "-c", code] + arguments, input: input)
    }

    private static func run(_ executable: URL, _ arguments: [String], input: String = "") throws -> Output {
        let directory = FileManager.default.temporaryDirectory
        let inputFile = directory.appending(path: "mwaa-gcp-test-\(UUID().uuidString)")
        try Data(input.utf8).write(to: inputFile)
        defer { try? FileManager.default.removeItem(at: inputFile) }
        let process = Process()
        let output = Pipe()
        process.executableURL = executable
        process.arguments = arguments
        process.environment = ["PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8"]
        process.standardInput = try FileHandle(forReadingFrom: inputFile)
        process.standardOutput = output
        process.standardError = output
        try process.run()
        let bytes = output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return Output(status: process.terminationStatus, text: String(decoding: bytes, as: UTF8.self))
    }
}
