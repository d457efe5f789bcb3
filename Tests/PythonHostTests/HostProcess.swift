import Foundation
import Testing

/// How one scenario went, as the host's frames tell it.
struct Outcome: Equatable, Sendable {
    var events: [String] = []
    var notes: [String] = []
    var standardOutput = ""
    var standardOutputTotal = 0
    var standardError = ""
    var stacks = ""
    var ending = ""
}

/// A running `mwaa-gcp-python-host`, spoken to in the frames of docs/sandbox-protocol.md.
final class HostProcess {
    enum Failure: Error, Equatable {
        case ended
        case malformed(String)
    }

    let identifier: pid_t
    private var input: Int32
    private let output: Int32
    private var status: Int32?
    private var pending: [UInt8] = []
    private var outcomes: [String: Outcome] = [:]

    /// The `ready` or `failed` frame: its name and its body.
    private(set) var greeting = (name: "", body: "")

    /// The host lies beside the bundle of the tests, as the package manager builds it; `MWAA_GCP_TEST_HOST` names
    /// another build.
    static let executable: URL = {
        if let path = ProcessInfo.processInfo.environment["MWAA_GCP_TEST_HOST"] { return URL(fileURLWithPath: path) }
        var directory = URL(fileURLWithPath: CommandLine.arguments[0]).resolvingSymlinksInPath()
        // The bundle's path, or that of a helper which loads it: its argument names the bundle.
        for argument in CommandLine.arguments where argument.hasSuffix(".xctest") {
            directory = URL(fileURLWithPath: argument)
        }
        return directory.deletingLastPathComponent().appendingPathComponent("mwaa-gcp-python-host")
    }()

    /// What the host was built with, as `scripts/check-host` says.
    static let sanitizer = ProcessInfo.processInfo.environment["MWAA_GCP_TEST_SANITIZER"]

    init(
        library: String, driver: String = Driver.source, options: [String] = [], environment: [String: String] = [:]
    ) throws {
        var variables = ProcessInfo.processInfo.environment
        variables["PYTHONHASHSEED"] = "0"
        variables["PYTHONDONTWRITEBYTECODE"] = "1"
        variables.merge(environment) { $1 }
        // A host that could not start has closed its input.
        signal(SIGPIPE, SIG_IGN)
        let (itsInput, ourOutput) = try Self.pipe()
        let (ourInput, itsOutput) = try Self.pipe()
        (input, output) = (ourOutput, ourInput)
        identifier = try Self.spawn(
            [Self.executable.path, "--libpython", library] + options, variables, input: itsInput, output: itsOutput)
        Glibc.close(itsInput)
        Glibc.close(itsOutput)
        try? send("driver", driver)
        let (fields, body) = try frame()
        greeting = (fields[0], body)
    }

    /// The ends for reading and for writing; no other child gets them.
    private static func pipe() throws -> (Int32, Int32) {
        var ends: [Int32] = [0, 0]
        guard Glibc.pipe(&ends) == 0 else { throw Failure.malformed("pipe: \(errno)") }
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        return (ends[0], ends[1])
    }

    private static func spawn(
        _ arguments: [String], _ environment: [String: String], input: Int32, output: Int32
    ) throws -> pid_t {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_adddup2(&actions, input, 0)
        posix_spawn_file_actions_adddup2(&actions, output, 1)
        let argv = arguments.map { strdup($0) } + [nil]
        let envp = environment.map { strdup("\($0)=\($1)") } + [nil]
        defer { (argv + envp).forEach { free($0) } }
        var pid: pid_t = 0
        let error = posix_spawn(&pid, arguments[0], &actions, nil, argv, envp)
        guard error == 0 else { throw Failure.malformed("\(arguments[0]): error \(error)") }
        return pid
    }

    func send(_ header: String, _ body: String) throws {
        var bytes = Array("\(header) \(body.utf8.count)\n\(body)".utf8)
        while !bytes.isEmpty {
            let count = write(input, bytes, bytes.count)
            guard count > 0 || errno == EINTR else { throw Failure.ended }
            bytes.removeFirst(max(count, 0))
        }
    }

    /// Ends the input; returns the exit status.
    func close() throws -> Int32 {
        Glibc.close(input)
        input = -1
        return awaitExit()
    }

    /// Waits until the host has exited.
    func awaitExit() -> Int32 {
        if let status { return status }
        var raw: Int32 = 0
        while waitpid(identifier, &raw, 0) < 0 && errno == EINTR {}
        status = raw & 0x7f == 0 ? raw >> 8 & 0xff : -(raw & 0x7f)
        return status!
    }

    func start(_ id: String, _ specification: String, limit: Int = 20_000) throws {
        try send("scenario \(id) \(limit)", specification)
    }

    /// Reads frames until the scenario has ended.
    func awaitEnd(_ id: String) throws -> Outcome {
        while outcomes[id]?.ending.isEmpty ?? true { try take() }
        return outcomes.removeValue(forKey: id)!
    }

    /// Reads frames until the scenario has sent `count` events.
    func awaitEvents(_ id: String, count: Int = 1) throws -> [String] {
        while (outcomes[id]?.events.count ?? 0) < count { try take() }
        return outcomes[id]!.events
    }

    /// Puts one frame where it belongs.
    private func take() throws {
        let (fields, body) = try frame()
        guard fields.count >= 2 else { throw Failure.malformed(fields.joined(separator: " ")) }
        var outcome = outcomes[fields[1]] ?? Outcome()
        switch fields[0] {
        case "event": outcome.events.append(body)
        case "note": outcome.notes.append(body)
        case "stdout": (outcome.standardOutput, outcome.standardOutputTotal) = (body, Int(fields[2]) ?? -1)
        case "stderr": outcome.standardError = body
        case "stacks": outcome.stacks = body
        case "end": outcome.ending = fields.dropFirst(2).joined(separator: " ")
        default: throw Failure.malformed(fields[0])
        }
        outcomes[fields[1]] = outcome
    }

    /// The next frame: the words of its header, and its body.
    private func frame() throws -> ([String], String) {
        while true {
            if let end = pending.firstIndex(of: UInt8(ascii: "\n")) {
                let fields = String(decoding: pending[..<end], as: UTF8.self).split(separator: " ").map(String.init)
                if fields.first == "end" {
                    pending.removeFirst(end + 1)
                    return (fields, "")
                }
                guard let length = fields.last.flatMap({ Int($0) }) else {
                    throw Failure.malformed(fields.joined(separator: " "))
                }
                if pending.count - end - 1 >= length {
                    let body = String(decoding: pending[(end + 1)..<(end + 1 + length)], as: UTF8.self)
                    pending.removeFirst(end + 1 + length)
                    return (fields, body)
                }
            }
            var buffer = [UInt8](repeating: 0, count: 65536)
            let count = read(output, &buffer, buffer.count)
            if count == 0 || (count < 0 && errno != EINTR) { throw Failure.ended }
            pending += buffer[..<max(count, 0)]
        }
    }

    deinit {
        if input >= 0 { Glibc.close(input) }
        Glibc.close(output)
        if status == nil {
            kill(identifier, SIGTERM)
            _ = awaitExit()
        }
    }
}
