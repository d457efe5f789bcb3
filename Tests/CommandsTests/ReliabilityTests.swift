import Foundation
import Testing

/// Whatever a plugin does, the tool ends in bounded real time with a finding that names the scenario, and leaves nothing.
@Suite(.serialized) struct ReliabilityTests {
    /// What a plugin may do to the machine, and the code of the finding; nil: it must only do no harm.
    private static let attacks: [(fixture: String, code: String?)] = [
        ("segfault.py", "V101"), ("abort.py", "V101"), ("os_exit.py", "V101"), ("busy_loop.py", "V103"),
        ("busy_loop_in_c.py", "V103"), ("fork_bomb.py", nil), ("huge_allocation.py", nil),
        ("closes_descriptors.py", nil), ("floods_output.py", "V101"), ("kills_group.py", "V101"),
        ("kills_parent.py", nil), ("changes_signal_handlers.py", "V105"), ("thread_never_ends.py", nil),
        ("leaves_child.py", nil), ("deep_recursion.py", nil),
    ]

    /// Longer than any attack takes, also on a busy machine.
    private static let patience = 120.0

    @Test(arguments: attacks) func theToolOutlivesThePlugin(fixture: String, code: String?) throws {
        for user in Run.users {
            let run = try Run(user, arguments(fixture, limit: 1))
            let status = try run.end(within: Self.patience)
            let output = try run.output()
            let errors = try run.errors()
            // 0 clean, 1 findings; 2 would be the tool's own failure.
            #expect([0, 1].contains(status), "\(user): status \(status)\n\(output)\(errors)")
            if let code {
                let finding = output.split(separator: "\n").first {
                    $0.contains("error[\(code)]") && $0.contains(", when ")
                }
                #expect(finding != nil, "\(user): no \(code)\n\(output)")
            }
            #expect(try run.leftovers() == [], "\(user)")
        }
    }

    @Test(arguments: [SIGINT, SIGTERM]) func aSignalInTheMiddleCleansUp(signal: Int32) throws {
        for user in Run.users {
            let run = try Run(user, arguments("busy_loop.py", limit: 100))
            // A scenario's process is there once the plugin spins.
            try run.waitUntil { try run.processes().count >= 3 }
            run.send(signal)
            #expect(try run.end(within: 20) != 0)
            #expect(try run.leftovers() == [], "\(user)")
        }
    }

    private func arguments(_ fixture: String, limit: Int) -> [String] {
        [
            "verify", "--release", "2.10.3", "--lazy-load-plugins", "True", "--python", "/usr/bin/python3",
            "--time-limit",
            "\(limit)", "--output-format", "concise", Tool.root.path + "/Tests/Fixtures/plugins/" + fixture,
        ]
    }
}

/// The tool while it runs, as root or as an ordinary user, with a directory for temporary files that tells its processes.
private final class Run {
    /// As whom to run: `nobody` as well where that can be done.
    static let users = getuid() == 0 ? ["root", "nobody"] : ["oneself"]

    private let process = Process()
    private let directory: URL

    init(_ user: String, _ arguments: [String]) throws {
        directory = FileManager.default.temporaryDirectory.resolvingSymlinksInPath()
            .appending(path: "reliability-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: directory.appending(path: "tmp"), withIntermediateDirectories: true)
        var command = [Tool.executable.path] + arguments
        if user == "nobody" {
            command = ["/usr/bin/setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"] + command
            chmod(directory.appending(path: "tmp").path, 0o777)
        }
        process.executableURL = URL(filePath: command[0])
        process.arguments = Array(command.dropFirst())
        process.currentDirectoryURL = directory
        process.environment = ["PATH": "/usr/bin:/bin", "HOME": "/nonexistent", "TMPDIR": temporary]
        process.standardInput = FileHandle.nullDevice
        for (name, stream) in [("out", \Process.standardOutput), ("err", \Process.standardError)] {
            try Data().write(to: directory.appending(path: name))
            process[keyPath: stream] = try FileHandle(forWritingTo: directory.appending(path: name))
        }
        try process.run()
    }

    deinit {
        if process.isRunning { kill(process.processIdentifier, SIGKILL) }
        try? FileManager.default.removeItem(at: directory)
    }

    private var temporary: String { directory.appending(path: "tmp").path }

    func output() throws -> String { try String(contentsOf: directory.appending(path: "out"), encoding: .utf8) }
    func errors() throws -> String { try String(contentsOf: directory.appending(path: "err"), encoding: .utf8) }
    func send(_ signal: Int32) { kill(process.processIdentifier, signal) }

    func waitUntil(_ condition: () throws -> Bool) throws {
        let deadline = Date(timeIntervalSinceNow: 60)
        while try !condition() {
            try #require(Date() < deadline && process.isRunning, "it did not come so far")
            Thread.sleep(forTimeInterval: 0.05)
        }
    }

    /// The exit status, or 128 and the signal.
    func end(within seconds: Double) throws -> Int32 {
        let deadline = Date(timeIntervalSinceNow: seconds)
        while process.isRunning {
            try #require(Date() < deadline, "it does not end")
            Thread.sleep(forTimeInterval: 0.02)
        }
        return process.terminationReason == .exit ? process.terminationStatus : 128 + process.terminationStatus
    }

    /// Processes whose environment, which its descendants inherit from it or get made by it, names its directory.
    func processes() throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: "/proc").filter { name in
            guard Int(name) != nil, let environment = FileManager.default.contents(atPath: "/proc/\(name)/environ")
            else {
                return false
            }
            return environment.range(of: Data(temporary.utf8)) != nil
        }
    }

    /// Processes and files that are there after its end.
    func leftovers() throws -> [String] {
        try processes().map { "process \($0)" } + FileManager.default.contentsOfDirectory(atPath: temporary)
    }
}
