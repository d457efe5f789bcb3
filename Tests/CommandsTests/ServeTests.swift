import Foundation
import Testing

/// `serve` as people run it, in a process of its own.
@Suite struct ServeTests {
    /// A server that runs, and what it printed first.
    private struct Server {
        let process: Process
        let output: URL
        let directory: URL

        var lines: [String] {
            get throws { try String(contentsOf: output, encoding: .utf8).split(separator: "\n").map(String.init) }
        }

        /// Sends the signal, waits, and gives the exit status; -1 when it died of the signal.
        func stop(_ signal: Int32 = SIGTERM) -> Int32 {
            kill(process.processIdentifier, signal)
            process.waitUntilExit()
            return process.terminationReason == .exit ? process.terminationStatus : -1
        }
    }

    private func withServer(_ arguments: [String], _ body: (Server) throws -> Void) throws {
        let directory = FileManager.default.temporaryDirectory.appending(path: "serve-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: directory) }
        let output = directory.appending(path: "out")
        try Data().write(to: output)
        let process = Process()
        process.executableURL = Tool.executable
        process.arguments = ["serve", "--listen", "127.0.0.1:0", "--ca-file", "ca.pem"] + arguments
        process.currentDirectoryURL = directory
        process.environment = ["PATH": "/usr/bin:/bin"]
        process.standardOutput = try FileHandle(forWritingTo: output)
        try process.run()
        defer { if process.isRunning { process.terminate() } }
        let server = Server(process: process, output: output, directory: directory)
        for _ in 0..<1_000 where try server.lines.isEmpty && process.isRunning { usleep(10_000) }
        try #require(!server.lines.isEmpty, "it does not start")
        try body(server)
    }

    /// Runs the example program in an environment with Google's clients and these variables.
    private func query(_ variables: [String: String]) throws -> (status: Int32, output: String) {
        let python = Tool.root.appending(path: ".build/test-pythons/google-cloud/bin/python")
        try #require(
            FileManager.default.isExecutableFile(atPath: python.path), "run scripts/prepare-test-pythons first")
        let process = Process()
        process.executableURL = python
        process.arguments = [Tool.root.appending(path: "examples/serve/query.py").path]
        process.environment = variables.merging([
            "GOOGLE_APPLICATION_CREDENTIALS": Tool.root.appending(path: "examples/gcp.json").path,
            "GOOGLE_CLOUD_PROJECT": "my-project",
        ]) { $1 }
        let pipe = Pipe()
        process.standardOutput = pipe
        process.standardError = pipe
        try process.run()
        let data = pipe.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return (process.terminationStatus, String(decoding: data, as: UTF8.self))
    }

    @Test func theExampleGetsItsAnswer() throws {
        struct Line: Decodable {
            let event: String
            let environment: [String: String]?
            let host: String?
            let path: String?
            let status: Int?
        }
        let config = Tool.root.appending(path: "examples/gcp.json").path
        try withServer(["--output-format", "json", "--credential-config", config]) { server in
            let first = try JSONDecoder().decode(Line.self, from: Data(server.lines[0].utf8))
            #expect(first.event == "listening")
            for name in ["REQUESTS_CA_BUNDLE", "SSL_CERT_FILE", "HTTPLIB2_CA_CERTS"] {
                #expect(first.environment?[name]?.hasSuffix("/ca.pem") == true, "\(name)")
            }
            let outcome = try query(first.environment ?? [:])
            #expect(outcome.status == 0 && outcome.output == "1\n", "\(outcome.output)")
            #expect(server.stop() == 0)
            let requests = try server.lines.dropFirst().map {
                try JSONDecoder().decode(Line.self, from: Data($0.utf8))
            }
            #expect(requests.allSatisfy { $0.event == "request" && $0.status == 200 })
            #expect(requests.contains { $0.host == "sts.googleapis.com" && $0.path == "/v1/token" })
            #expect(requests.contains { $0.host == "bigquery.googleapis.com" })
        }
    }

    /// The printed lines are for the shell, and a refusal tells its reason.
    @Test func theTextIsForTheShell() throws {
        let config = Tool.root.appending(path: "examples/gcp.json").path
        try withServer(["--credential-config", config, "--fault", "container=lasting:-60"]) { server in
            let script = try server.lines.joined(separator: "\n") + "\nenv"
            let outcome = try Tool.run(URL(filePath: "/bin/sh"), ["-c", script], in: server.directory)
            let pairs = outcome.output.split(separator: "\n").map {
                $0.split(separator: "=", maxSplits: 1).map(String.init)
            }
            let variables = Dictionary(pairs.filter { $0.count == 2 }.map { ($0[0], $0[1]) }) { $1 }
            #expect(variables["HTTPS_PROXY"]?.hasPrefix("http://127.0.0.1:") == true)
            #expect(try query(variables).status == 1)
            #expect(server.stop(SIGINT) == 0)
            let lines = try server.lines
            #expect(lines.contains { $0.contains("(signed with credentials that expired 00:01:0") })
        }
    }

    @Test(arguments: [
        (["--listen", "nonsense"], 64 as Int32, "--listen takes HOST:PORT"),
        (["--listen", ":80"], 64, "--listen needs a host"),
        (["--fault", "sts"], 64, "\"sts\" is not of the form SERVICE=ANSWER,"),
        (["--fault", "s3=normal"], 64, "there is no service \"s3\", only container, sts, iamcredentials"),
        (["--fault", "sts=nothing"], 64, "there is no answer \"nothing\"; --list-faults shows all"),
        (["--fault", "sts=slow"], 64, "the answer \"slow\" is not of the form slow:SECONDS"),
        (["--listen", "192.0.2.1:1"], 2, "E401"),
        (["--listen", "127.0.0.1:0", "--ca-file", "no/such/directory/ca.pem"], 2, "I201"),
        (["--listen", "127.0.0.1:0", "--credential-config", "none.json"], 2, "I101"),
    ])
    func whatCannotBeServed(arguments: [String], status: Int32, text: String) throws {
        let outcome = try Tool.run(["serve"] + arguments, in: FileManager.default.temporaryDirectory)
        #expect(outcome.status == status)
        #expect(outcome.errors.contains(text), "\(outcome.errors)")
        #expect(outcome.output.isEmpty)
    }

    /// A config whose names the server would refuse, one after the other.
    @Test func anotherUniverseCannotBeServed() throws {
        let directory = FileManager.default.temporaryDirectory.appending(path: "universe-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: directory) }
        let config = try String(contentsOf: Tool.root.appending(path: "examples/gcp.json"), encoding: .utf8)
        let other = config.replacing("googleapis.com", with: "apis.example")
            .replacing("//iam.apis.example/", with: "//iam.googleapis.com/")
        try other.write(to: directory.appending(path: "gcp.json"), atomically: true, encoding: .utf8)
        let outcome = try Tool.run(
            ["serve", "--listen", "127.0.0.1:0", "--credential-config", "gcp.json"], in: directory)
        #expect(outcome.status == 2)
        #expect(outcome.errors.contains("E402"), "\(outcome.errors)")
        #expect(outcome.errors.contains("plays `googleapis.com` alone, not `apis.example`"), "\(outcome.errors)")
        #expect(outcome.output.isEmpty)
    }

    @Test func theAnswersThatThereAre() throws {
        let outcome = try Tool.run(["serve", "--list-faults"], in: FileManager.default.temporaryDirectory)
        #expect(outcome.status == 0)
        #expect(outcome.output.contains("slow:SECONDS"))
        #expect(outcome.output.contains("tls-untrusted"))
    }
}
