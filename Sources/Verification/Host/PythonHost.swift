import Diagnostics
import PythonEnvironment
import SpannedJSON
import Subprocess
import Synchronization
import SystemPackage

/// A running `mwaa-gcp-python-host`: a zygote that forks one process for each scenario.
struct PythonHost: Sendable {
    /// What the zygote has loaded before any scenario starts.
    struct Preload: Sendable {
        /// Modules to import, where they are installed.
        var modules: [String] = []
        /// Loggers whose lines below INFO are left out: those of libraries that are asked for credentials.
        var quietLoggers: [String] = []
        /// Variables under which to import Airflow; `nil`: do not look for Airflow.
        var airflowEnvironment: [String: String]?

        var json: String {
            JSONOutput.object([
                ("modules", .array(modules.map { .string($0) })),
                ("quiet_loggers", .array(quietLoggers.map { .string($0) })),
                (
                    "airflow_environment",
                    airflowEnvironment.map { variables in
                        .object(variables.sorted { $0.key < $1.key }.map { ($0.key, .string($0.value)) })
                    } ?? .null
                ),
            ]).compact()
        }
    }

    private let switchboard: Switchboard
    private let send: @Sendable ([UInt8]) async -> Void

    /// Starts a host, and ends it with all its processes when `body` has ended.
    ///
    /// - Parameters:
    ///   - executable: path of `mwaa-gcp-python-host`.
    ///   - home: an existing directory that the interpreter may use as home; nothing is written there by the host.
    /// - Throws: ``DiagnosedError`` with E202 when the host cannot be started, or what `body` throws.
    static func run<Result: Sendable>(
        executable: String, python: PythonInstallation, preload: Preload, home: String,
        _ body: @Sendable (PythonHost) async throws -> Result
    ) async throws -> Result {
        var arguments = ["--libpython", python.library]
        if let interpreter = python.executable { arguments += ["--python-executable", interpreter] }
        let variables: [Environment.Key: String] = [
            "HOME": home, "LANG": "C.UTF-8", "MWAA_GCP_ZYGOTE": preload.json, "PATH": "/usr/local/bin:/usr/bin:/bin",
            "PYTHONDONTWRITEBYTECODE": "1", "PYTHONHASHSEED": "0", "PYTHONNOUSERSITE": "1", "TZ": "UTC",
        ]
        var options = PlatformOptions()
        options.teardownSequence = [.send(signal: .terminate, allowedDurationToNextStep: .seconds(2))]
        do {
            return try await Subprocess.run(
                .path(FilePath(executable)), arguments: Arguments(arguments), environment: .custom(variables),
                platformOptions: options, input: .inputWriter, output: .sequence, error: .string(limit: 65_536)
            ) { execution in
                let writer = execution.standardInputWriter
                let switchboard = Switchboard()
                let host = PythonHost(switchboard: switchboard) { bytes in
                    // A host that is gone shows at its output.
                    _ = try? await writer.write(bytes)
                }
                return try await withThrowingTaskGroup(of: Void.self) { group in
                    group.addTask { await switchboard.read(execution.standardOutput) }
                    let driver =
                        PackageResources.driver_py + PackageResources.processes_py + PackageResources.exchange_py
                        + PackageResources.zygote_py
                    await host.send(Self.frame("driver", driver))
                    try await switchboard.waitUntilReady()
                    let result = try await body(host)
                    try? await writer.finish()
                    try await group.waitForAll()
                    return result
                }
            }.closureResult
        } catch let error as SubprocessError {
            throw Self.failed("it cannot be started: \(error)")
        }
    }

    /// Plays one scenario, and gives all that was told of it.
    ///
    /// - Parameters:
    ///   - id: not in use by another scenario of this host.
    ///   - limit: milliseconds of processor time that its processes may have, and a tenth of the real time.
    func play(_ id: String, spec: [UInt8], limit: Int) async -> Transcript {
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                guard switchboard.expect(id, continuation) else { return }
                let frame = Self.frame("scenario \(id) \(limit)", spec)
                Task { await send(frame) }
            }
        } onCancel: {
            Task { await send(Self.frame("cancel \(id)", [])) }
        }
    }

    /// Why what goes past the sandbox's definitions reaches the machine's network; `nil`: it reaches nothing.
    var openNetwork: String? { switchboard.openNetwork }

    private static func frame(_ header: String, _ payload: [UInt8]) -> [UInt8] {
        Array("\(header) \(payload.count)\n".utf8) + payload
    }

    fileprivate static func failed(_ reason: String) -> DiagnosedError {
        DiagnosedError(
            Diagnostic(
                .hostFailed, .error, "the Python host failed: \(reason)",
                help: "use the `mwaa-gcp-python-host` of this `mwaa-gcp`, and name another Python with `--python`; "
                    + "if it fails with every one, please report this"))
    }
}

/// Sorts what the host says by scenario.
private final class Switchboard: Sendable {
    private struct State {
        var isReady = false
        var openNetwork: String?
        var failure: String?
        var isOver = false
        var readiness: CheckedContinuation<Void, any Error>?
        var waiting: [String: CheckedContinuation<Transcript, Never>] = [:]
        var transcripts: [String: Transcript] = [:]
    }

    private let state = Mutex(State())

    /// Registers a scenario; when the host is gone already it answers at once and gives `false`.
    func expect(_ id: String, _ continuation: CheckedContinuation<Transcript, Never>) -> Bool {
        let accepted = state.withLock { state in
            guard !state.isOver else { return false }
            state.waiting[id] = continuation
            state.transcripts[id] = Transcript()
            return true
        }
        if !accepted { continuation.resume(returning: Transcript()) }
        return accepted
    }

    func waitUntilReady() async throws {
        try await withCheckedThrowingContinuation { continuation in
            let settled = state.withLock { state -> Result<Void, any Error>? in
                if state.isReady { return .success(()) }
                if state.isOver { return .failure(PythonHost.failed(state.failure ?? "it ended at once")) }
                state.readiness = continuation
                return nil
            }
            if let settled { continuation.resume(with: settled) }
        }
    }

    var openNetwork: String? { state.withLock { $0.openNetwork } }

    /// Reads until the host's output ends; whoever still waits then learns that the host is lost.
    func read(_ output: SubprocessOutputSequence) async {
        var reader = HostFrameReader()
        do {
            for try await buffer in output {
                let bytes = buffer.withUnsafeBytes { Array($0) }
                for frame in try reader.read(bytes) { handle(frame) }
            }
        } catch let violation as HostFrameReader.Violation {
            state.withLock { $0.failure = $0.failure ?? violation.text }
        } catch {
            state.withLock { $0.failure = $0.failure ?? "its output cannot be read" }
        }
        finish()
    }

    private func handle(_ frame: HostFrame) {
        switch frame {
        case .ready(let bytes):
            let network = HostEvent(bytes)?.string("network") ?? ""
            let readiness = state.withLock { state in
                state.isReady = true
                if network.hasPrefix("open: ") { state.openNetwork = String(network.dropFirst("open: ".count)) }
                return state.readiness.take()
            }
            readiness?.resume()
        case .failed(let text): state.withLock { $0.failure = text }
        case .event(let id, let bytes):
            if let event = HostEvent(bytes) { change(id) { $0.events.append(event) } }
        case .note(let id, let text): change(id) { $0.notes.append(text) }
        case .stdout(let id, let total, let bytes):
            change(id) { transcript in
                transcript.stdout = bytes
                transcript.isCut = transcript.isCut || total > bytes.count
            }
        case .stderr(let id, let total, let bytes):
            change(id) { transcript in
                transcript.stderr = bytes
                transcript.isCut = transcript.isCut || total > bytes.count
            }
        case .stacks(let id, let bytes): change(id) { $0.stacks = String(decoding: bytes, as: UTF8.self) }
        case .end(let id, let end):
            change(id) { $0.end = end }
            let finished = state.withLock { state in
                (state.waiting.removeValue(forKey: id), state.transcripts.removeValue(forKey: id))
            }
            if let continuation = finished.0, let transcript = finished.1 { continuation.resume(returning: transcript) }
        }
    }

    private func change(_ id: String, _ body: (inout Transcript) -> Void) {
        state.withLock { state in
            if var transcript = state.transcripts.removeValue(forKey: id) {
                body(&transcript)
                state.transcripts[id] = transcript
            }
        }
    }

    private func finish() {
        let (waiting, readiness, failure) = state.withLock { state in
            state.isOver = true
            let waiting = state.waiting.map { ($0.value, state.transcripts[$0.key] ?? Transcript()) }
            state.waiting = [:]
            return (waiting, state.readiness.take(), state.failure)
        }
        for (continuation, transcript) in waiting { continuation.resume(returning: transcript) }
        readiness?.resume(throwing: PythonHost.failed(failure ?? "it ended before it was ready"))
    }
}
