import Diagnostics
package import Foundation

/// Where the examples for the shell are run: a directory with a good `gcp.json`, a rendered `env_var_plugin.py` and
/// `plugins/sync.py`. It is gone with this object.
package final class ExampleDirectory {
    /// Findings that come with any verification, and depend on the machine: values to look at, holes in the sandbox's network,
    /// scenarios that ask packages which are not here.
    private static let incidental: Set<String> = ["V203", "V204", "V301"]

    /// The working directory.
    package let work: URL
    private let root: URL
    private let tool: URL
    private var environment: [String: String]

    package init() throws {
        root = FileManager.default.temporaryDirectory.appending(path: "example-\(UUID().uuidString)")
        work = root.appending(path: "work")
        // Built beside the test bundle.
        tool = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath().deletingLastPathComponent()
            .appending(path: "mwaa-gcp")
        environment = [
            "PATH": root.appending(path: "bin").path + ":/usr/bin:/bin", "HOME": root.appending(path: "home").path,
            "LC_ALL": "C.UTF-8",
        ]
        for name in ["work/plugins", "bin", "reports", "home", "wheels"] {
            try FileManager.default.createDirectory(
                at: root.appending(path: name), withIntermediateDirectories: true)
        }
        try FileManager.default.copyItem(
            at: PackagePaths.root.appending(path: "Tests/CommandsTests/Fixtures/good.json"),
            to: work.appending(path: "gcp.json"))
        let text = String(repeating: "# Copies tables every night, in small batches.\n", count: 4)
        try Data(text.utf8).write(to: work.appending(path: "plugins/sync.py"))
        // The tool, with its report as JSON in a file.
        let wrapper = """
            #!/bin/sh
            report=$(mktemp '\(root.path)/reports/XXXXXXXX')
            exec '\(tool.path)' "$@" --output-format json > "$report" 2> "$report.errors"
            """
        let executable = root.appending(path: "bin/mwaa-gcp")
        try Data(wrapper.utf8).write(to: executable)
        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: executable.path)
        _ = try shell("'\(tool.path)' render --google-cloud-project my-project --output env_var_plugin.py")
    }

    deinit {
        try? FileManager.default.removeItem(at: root)
    }

    /// Puts there what an example's option `with` names.
    ///
    /// - Returns: whether there is such a thing.
    package func add(_ name: String) throws -> Bool {
        switch name {
        case "wheels":
            // Empty packages in place of an index.
            environment["PIP_NO_INDEX"] = "1"
            environment["PIP_FIND_LINKS"] = root.appending(path: "wheels").path
            let requirements = "google-auth==2.35.0 requests==2.32.3 urllib3==2.2.3 botocore==1.35.36"
            let program = PackagePaths.root.appending(path: "Tests/Peers/make_wheels.py").path
            return try shell("/usr/bin/python3 '\(program)' '\(root.path)/wheels' \(requirements)") == 0
        case "expressions":
            // What `python prepare --expressions` would have left.
            let prepared = root.appending(path: "home/.cache/mwaa-gcp/python/cel-cpython-3.11-00000000")
            try FileManager.default.createDirectory(at: prepared, withIntermediateDirectories: true)
            let manifest =
                #"{"format_version":"1.0","set":"cel","libpython":"","requirements":["cel-python==0.5.0"],"packages":[]}"#
            try Data(manifest.utf8).write(to: prepared.appending(path: "manifest.json"))
            try FileManager.default.createSymbolicLink(
                at: prepared.appending(path: "environment"),
                withDestinationURL: PackagePaths.root.appending(path: ".build/test-pythons/expressions"))
            return true
        default: return false
        }
    }

    /// Runs an example of command lines.
    ///
    /// - Returns: the codes of all findings that the tool reported, incidental ones only where the example is of their code.
    package func codes(of example: ExplanationExample) throws -> Set<String> {
        _ = try shell(example.text)
        let reports = root.appending(path: "reports")
        var found: Set<String> = []
        for name in try FileManager.default.contentsOfDirectory(atPath: reports.path) {
            found.formUnion(Self.codes(in: try String(contentsOf: reports.appending(path: name), encoding: .utf8)))
        }
        return found.subtracting(Self.incidental.subtracting([example.code.id]))
    }

    private struct Report: Decodable {
        struct Finding: Decodable {
            let code: String
        }
        let diagnostics: [Finding]
    }

    /// `serve` alone reports as text, whatever is asked for.
    private static func codes(in text: String) -> [String] {
        if let report = try? JSONDecoder().decode(Report.self, from: Data(text.utf8)) {
            return report.diagnostics.map(\.code)
        }
        return text.matches(of: /(?:error|warning|note)\[([A-Z]\d{3})\]/).map { String($0.1) }
    }

    private func shell(_ lines: String) throws -> Int32 {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/timeout")
        process.arguments = ["300", "/bin/sh", "-c", lines]
        process.currentDirectoryURL = work
        process.environment = environment
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        try process.run()
        process.waitUntilExit()
        return process.terminationStatus
    }
}
