import Foundation
import Synchronization
import Testing

@testable import MockCloud

/// The server for programs outside the sandbox, by real clients and by rude ones.
@Suite struct ServeTests {
    /// What a server told.
    private final class Events: Sendable {
        private let events = Mutex<[ServerEvent]>([])
        func add(_ event: ServerEvent) { events.withLock { $0.append(event) } }
        var all: [ServerEvent] { events.withLock { $0 } }

        var lines: [String] {
            all.map {
                switch $0 {
                case .request(let request):
                    "\(request.method) \(request.host)\(request.path) \(request.status ?? 0) \(request.answer)"
                case .refusedTunnel(let target, _): "refused \(target)"
                case .handshakeFailed(let host, let fault, _): "handshake \(host) \(fault ?? "-")"
                case .dropped(let reason, _): "dropped: \(reason)"
                }
            }
        }

        /// Waits, for a few seconds at most, until something is told that contains `text`.
        func wait(for text: String) async throws -> Bool {
            for _ in 0..<500 {
                if lines.contains(where: { $0.contains(text) }) { return true }
                try await Task.sleep(for: .milliseconds(10))
            }
            return false
        }
    }

    private static func script(_ answers: [GoogleService: [Answer]] = [:]) -> CloudScript {
        CloudScript(google: GoogleAuthPeer.cloud(answers))
    }

    private func serving(
        _ script: CloudScript = Self.script(), limits: ServerLimits = ServerLimits(),
        _ body: (CloudServer, Events) async throws -> Void
    ) async throws {
        let events = Events()
        try await CloudServer.run(
            host: "127.0.0.1", port: 0, script: script, limits: limits, report: { events.add($0) }
        ) { server in
            try await body(server, events)
        }
    }

    private func play(
        _ steps: [String], at server: CloudServer, config: String = GoogleAuthPeer.config()
    ) async throws -> [GoogleAuthPeer.Outcome] {
        let origin = "http://127.0.0.1:\(server.port)"
        let item = GoogleAuthPeer.Item(
            config: config,
            environment: [
                "HTTPS_PROXY": origin, "AWS_CONTAINER_CREDENTIALS_FULL_URI": origin + ContainerEndpoint().path,
            ], steps: steps)
        return try #require(try await GoogleAuthPeer.run([item], authority: server.certificateAuthority).first)
    }

    private static let get = "GET \(ContainerEndpoint().path) HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"

    // MARK: Real clients

    @Test func theWholeExchangeThroughAProxy() async throws {
        try await serving { server, events in
            let outcomes = try await play(["container", "token", "bigquery", "elsewhere"], at: server)
            #expect(outcomes.prefix(3).map(\.error) == [nil, nil, nil])
            #expect(outcomes[2].text == "[[[1]], DONE, [[1]]]")
            #expect(outcomes[3].error?.first == "ProxyError")
            let lines = events.lines
            #expect(lines.first == "GET 127.0.0.1\(ContainerEndpoint().path) 200 normal")
            #expect(lines.contains("POST sts.googleapis.com/v1/token 200 normal"))
            #expect(lines.contains("POST bigquery.googleapis.com/bigquery/v2/projects/data-project/jobs 200 normal"))
            #expect(lines.last == "refused www.example.com:443")
            for case .request(let request) in events.all { #expect(request.problem == nil) }
        }
    }

    /// What Airflow's operators use besides Google's BigQuery client.
    @Test func bigQueryAsOperatorsUseIt() async throws {
        try await serving { server, events in
            let outcomes = try await play(["container", "discovery", "table"], at: server)
            #expect(outcomes.map(\.error) == [nil, nil, nil])
            #expect(outcomes[1].text == "[{f: [{v: 1}]}]")
            #expect(outcomes[2].text == "[data-project:sales.orders, 1, [[1]]]")
            for case .request(let request) in events.all { #expect(request.problem == nil) }
        }
    }

    /// A config that nobody told the server of.
    @Test func anyProviderWillDo() async throws {
        var script = Self.script()
        script.google?.acceptsAny = true
        try await serving(script) { server, _ in
            let audience = GoogleAuthPeer.audience.replacing("/mwaa", with: "/another")
            let config = GoogleAuthPeer.config(audience: audience, account: "somebody@else.example")
            let outcomes = try await play(["container", "token", "project"], at: server, config: config)
            #expect(outcomes.map(\.error) == [nil, nil, nil])
            let wrong = try await play(
                ["container", "token"], at: server, config: GoogleAuthPeer.config(audience: "https:" + audience))
            #expect(wrong[1].error?.last?.contains("Invalid value for \"audience\"") == true)
        }
    }

    @Test func faultsComeInTheirOrder() async throws {
        let script = Self.script([
            .sts: [.googleUnavailable, .tlsUntrusted, .refused, .tlsReset, .slow(seconds: 1), .normal]
        ])
        try await serving(script) { server, events in
            let outcomes = try await play(["container", "token", "token", "token", "token", "token"], at: server)
            let texts = outcomes.dropFirst().map { $0.error?.last ?? "" }
            #expect(texts[0].contains("The service is currently unavailable."))
            #expect(texts[1].contains("self-signed certificate in certificate chain"))
            #expect(texts[2].contains("502 Bad Gateway"))
            #expect(texts[3].contains("Connection reset by peer"))
            #expect(texts[4].isEmpty)
            #expect(events.lines.contains("handshake sts.googleapis.com tls-untrusted"))
            #expect(events.lines.contains("POST sts.googleapis.com/v1/token 200 slow"))
        }
    }

    // MARK: HTTP

    @Test func requestsOneAfterTheOther() async throws {
        try await serving { server, _ in
            let socket = try TestSocket(port: server.port)
            for _ in 0..<3 {
                try socket.send(Self.get)
                let reply = try socket.oneReply()
                #expect(reply.status == 200)
                #expect(reply.header("Connection") == nil)
            }
            try socket.send("GET / HTTP/1.1\r\nHost: a\r\nConnection: Close\r\n\r\n")
            #expect(try socket.reply().status == 404)
            let old = try TestSocket(port: server.port)
            try old.send(Self.get.replacing("HTTP/1.1", with: "HTTP/1.0"))
            #expect(try old.reply().header("Connection") == "close")
        }
    }

    /// Thousands of requests at once: each is answered in its turn, and the stack holds.
    @Test func pipelining() async throws {
        try await serving { server, _ in
            let socket = try TestSocket(port: server.port)
            let count = 5_000
            let short = "GET /x HTTP/1.1\r\nHost: a\r\n\r\n"
            let sender = Background { try? socket.send(String(repeating: short, count: count - 1) + Self.get) }
            for index in 0..<count { #expect(try socket.oneReply().status == (index < count - 1 ? 404 : 200)) }
            await sender.end()
        }
    }

    // MARK: Rude callers

    @Test func requestsOfTenMegabytes() async throws {
        try await serving { server, events in
            let body = "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 10485760\r\n\r\n"
            for (head, status) in [(body, 413), ("GET / HTTP/1.1\r\nX: ", 431)] {
                let socket = try TestSocket(port: server.port)
                try socket.send(head)
                let sender = Background {
                    // It may be cut short when the server has had enough.
                    for _ in 0..<160 { try? socket.send([UInt8](repeating: 0x61, count: 1 << 16)) }
                }
                #expect(try socket.reply().status == status)
                // Not before: the number of a closed descriptor is somebody else's.
                await sender.end()
                socket.close()
            }
            #expect(events.lines == ["dropped: the body exceeds 1 MiB", "dropped: the head exceeds 16 KiB"])
            #expect(try TestSocket(port: server.port).exchange(Self.get).status == 200)
        }
    }

    @Test func unfinishedRequestsHaveALimit() async throws {
        var limits = ServerLimits()
        limits.pendingBytes = 100_000
        try await serving(limits: limits) { server, events in
            let sockets = try (0..<4).map { _ in try TestSocket(port: server.port) }
            for socket in sockets {
                try socket.send(
                    "POST / HTTP/1.1\r\nContent-Length: 50000\r\n\r\n" + String(repeating: "a", count: 40_000))
            }
            #expect(try await events.wait(for: "dropped: the server keeps too many unfinished requests"))
            for socket in sockets { socket.close() }
            for _ in 0..<500 where server.connectionCount > 0 { try await Task.sleep(for: .milliseconds(10)) }
            let large = "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 60000\r\nConnection: close\r\n\r\n"
            let reply = try TestSocket(port: server.port).exchange(large + String(repeating: "a", count: 60_000))
            #expect(reply.status == 404, "the bytes of those who left are free again")
        }
    }

    @Test func slowCallersAreDropped() async throws {
        var limits = ServerLimits()
        limits.requestSeconds = 1
        limits.idleSeconds = 1
        try await serving(limits: limits) { server, events in
            let slow = try TestSocket(port: server.port)
            let silent = try TestSocket(port: server.port)
            try slow.send("GET / HTTP/1.1\r\n")
            for _ in 0..<5 {
                try await Task.sleep(for: .milliseconds(100))
                // It may be dropped by now, where time is short.
                try? slow.send("X: y\r\n")
            }
            #expect(try await events.wait(for: "dropped: a request was not complete after 1 seconds"))
            #expect(try slow.reply().bytes.isEmpty)
            #expect(try silent.reply().bytes.isEmpty)
            let idle = try TestSocket(port: server.port)
            try idle.send(Self.get)
            #expect(try idle.oneReply().status == 200)
            #expect(try idle.reply().bytes.isEmpty)
            for _ in 0..<500 where server.connectionCount > 0 { try await Task.sleep(for: .milliseconds(10)) }
            #expect(server.connectionCount == 0)
        }
    }

    /// Those who have waited longest make room, so that nobody is kept out.
    @Test func idleConnectionsHaveALimit() async throws {
        var limits = ServerLimits()
        limits.connections = 10
        try await serving(limits: limits) { server, _ in
            var sockets: [TestSocket] = []
            for _ in 0..<50 {
                sockets.append(try TestSocket(port: server.port))
                #expect(try sockets.last?.exchangeAndStay(Self.get).status == 200)
                #expect(server.connectionCount <= 10)
            }
            #expect(try sockets[0].reply().bytes.isEmpty)
            #expect(try sockets[49].exchangeAndStay(Self.get).status == 200)
        }
    }

    @Test func tunnels() async throws {
        try await serving { server, events in
            for target in [
                "example.com:443", "sts.googleapis.com:80", "sts.googleapis.com", "sts.googleapis.com:x", ":",
            ] {
                let reply = try TestSocket(port: server.port).exchange("CONNECT \(target) HTTP/1.1\r\nHost: a\r\n\r\n")
                #expect(reply.status == 403)
            }
            #expect(events.lines.count == 5)
            let connect = "CONNECT sts.googleapis.com:443 HTTP/1.1\r\nHost: sts.googleapis.com:443\r\n\r\n"
            let bad = try TestSocket(port: server.port)
            try bad.send(connect)
            #expect(try bad.line() == "HTTP/1.1 200 Connection Established\r")
            #expect(try bad.line() == "\r")
            try bad.send("GET / HTTP/1.1\r\nHost: sts.googleapis.com\r\n\r\n")
            #expect(try await events.wait(for: "handshake sts.googleapis.com -"))
            let early = try TestSocket(port: server.port)
            try early.send(connect + "too early")
            #expect(try await events.wait(for: "dropped: bytes came before the tunnel was there"))
            // The container endpoint has a tunnel too, without TLS.
            let plain = try TestSocket(port: server.port)
            try plain.send("CONNECT 169.254.170.2:80 HTTP/1.1\r\nHost: a\r\n\r\n")
            #expect(try plain.line() == "HTTP/1.1 200 Connection Established\r")
            #expect(try plain.line() == "\r")
            try plain.send(TestHost.get())
            #expect(try plain.reply().status == 200)
        }
    }

    @Test func anAddressThatIsTaken() async throws {
        try await serving { server, _ in
            await #expect(throws: CloudServerError.self) {
                try await CloudServer.run(
                    host: "127.0.0.1", port: server.port, script: CloudScript(), report: { _ in }
                ) { _ in }
            }
        }
    }

    @Test func namesOfAnswers() throws {
        for kind in Answer.kinds {
            let value = kind.form.contains(":") ? "\(kind.name):7" : kind.form
            #expect(Answer(named: value) != nil, "\(kind.form)")
            let wrong = kind.form.contains(":") ? String(kind.name) : "\(kind.form):7"
            #expect(Answer(named: wrong) == nil, "\(kind.form)")
        }
        #expect(Answer(named: "slow:8") == .slow(seconds: 8))
        #expect(Answer(named: "slow:x") == nil)
        #expect(Answer(named: "slow:99999999999999") == nil)
        #expect(Answer(named: "") == nil)
        #expect(Set(Answer.kinds.map(\.name)).count == Answer.kinds.count)
    }
}

/// Work on a thread of its own: tests that wait in calls leave no thread for tasks.
private final class Background: Sendable {
    private let isDone = Atomic(false)

    init(_ work: @escaping @Sendable () -> Void) {
        Thread.detachNewThread {
            work()
            self.isDone.store(true, ordering: .releasing)
        }
    }

    func end() async {
        while !isDone.load(ordering: .acquiring) { try? await Task.sleep(for: .milliseconds(5)) }
    }
}

extension TestSocket {
    /// One reply of a connection that goes on, by its Content-Length.
    func oneReply() throws -> TestReply {
        var bytes: [UInt8] = []
        while !bytes.suffix(4).elementsEqual("\r\n\r\n".utf8) {
            let next = try read(1)
            if next.isEmpty { return TestReply(bytes: bytes, wasReset: false) }
            bytes += next
        }
        let length = TestReply(bytes: bytes, wasReset: false).header("Content-Length").flatMap { Int($0) } ?? 0
        var left = length
        while left > 0 {
            let next = try read(left)
            if next.isEmpty { break }
            bytes += next
            left -= next.count
        }
        return TestReply(bytes: bytes, wasReset: false)
    }

    func exchangeAndStay(_ request: String) throws -> TestReply {
        try send(request)
        return try oneReply()
    }

    /// One request; then the caller ends its side of the exchange.
    func exchange(_ request: String) throws -> TestReply {
        let reply = try exchangeAndStay(request)
        close()
        return reply
    }
}
