import Testing

@testable import MockCloud

@Suite struct LedgerTests {
    private let path = ContainerEndpoint().path

    @Test(arguments: [
        ("GET /v2/credentials/ HTTP/1.1\r\nHost: 169.254.170.2\r\n\r\n", 400, "the path is not the credentials path"),
        ("GET /v2/credentials/x HTTP/1.1\r\nHost: 169.254.170.2\r\n\r\n", 400, "the path is not the credentials path"),
        ("GET /v2/credentialsx HTTP/1.1\r\nHost: 169.254.170.2\r\n\r\n", 404, "the path is not the credentials path"),
        ("GET / HTTP/1.1\r\nHost: 169.254.170.2\r\n\r\n", 404, "the path is not the credentials path"),
        (
            "GET http://169.254.170.2/ HTTP/1.1\r\nHost: 169.254.170.2\r\n\r\n", 404,
            "the request target is a whole URL, as a proxy would get it: http://169.254.170.2/"
        ),
        ("PUT PATH HTTP/1.1\r\nHost: 169.254.170.2\r\n\r\n", 405, "the method is PUT, not GET"),
        (
            "GET PATH HTTP/1.1\r\nHost: example.com\r\n\r\n", 200,
            "the Host header is example.com, the connection was to 169.254.170.2:80"
        ),
        ("GET PATH HTTP/1.1\r\n\r\n", 200, "there is not just one Host header"),
        ("GET PATH HTTP/1.1\r\nHost: 169.254.170.2:80\r\n\r\n", 200, nil),
        ("nonsense\r\n\r\n", 400, "the request line is not HTTP/1.1's"),
    ])
    func requestsThatNobodyExpected(request: String, status: Int, problem: String?) async throws {
        let request = request.replacing("PATH", with: path)
        let ledger = try await inScenario { host in
            let reply = try host.exchange(1, request)
            #expect(reply.status == status)
        }
        #expect(ledger.unexpected.map(\.problem) == (problem.map { [$0] } ?? []))
        #expect(ledger.issuedCredentials.count == (status == 200 ? 1 : 0))
    }

    @Test func theTokenOfTheFullURIForm() async throws {
        let endpoint = ContainerEndpoint(path: "/creds?x=1", authorizationToken: "Bearer s3cret")
        let ledger = try await inScenario(CloudScript(container: endpoint)) { host in
            let without = try host.exchange(1, TestHost.get("/creds?x=1"))
            #expect(without.status == 401)
            let wrong = try host.exchange(2, TestHost.get("/creds?x=1", headers: "Authorization: Bearer no\r\n"))
            #expect(wrong.status == 401)
            let right = try host.exchange(3, TestHost.get("/creds?x=1", headers: "authorization: Bearer s3cret\r\n"))
            #expect(right.status == 200)
        }
        #expect(
            ledger.unexpected.map(\.problem) == [
                "the Authorization header is missing", "the Authorization header is not the configured token",
            ])
    }

    @Test func connectionsSideBySideStandInOrderOfOpening() async throws {
        let ledger = try await inScenario(CloudScript(.throttled(), .normal)) { host in
            let (_, first) = try host.connect(1)
            let (_, second) = try host.connect(2, at: TestHost.start + 1)
            try second.send(TestHost.get())
            #expect(try second.reply().status == 200, "answers go by connection, not by request")
            try first.send(TestHost.get())
            #expect(try first.reply().status == 429)
        }
        let sequence = ledger.entries.map { entry in
            let event =
                switch entry.event {
                case .connect: "connect"
                case .request(let request): request.method
                case .answer(let name, let status, let credential): "\(name) \(status) \(credential ?? 0)"
                default: "other"
                }
            return "\(entry.connection ?? -1) \(entry.time.seconds - TestHost.start.seconds) \(event)"
        }
        #expect(
            sequence == [
                "1 0 connect", "1 0 GET", "1 0 throttled 429 0", "2 1 connect", "2 1 GET", "2 1 normal 200 1",
            ])
    }

    @Test func theSameCallsGiveTheSameLedger() async throws {
        func run() async throws -> Ledger {
            try await inScenario(CloudScript(.refused, .slow(seconds: 3), .normal)) { host in
                let control = try host.control(process: .random(in: 1...30_000))
                _ = try control.ask("resolve a 1790000000.000000000")
                _ = try host.connect(1)
                let (_, slow) = try host.connect(2)
                try slow.send(TestHost.get())
                _ = try host.exchange(3)
                _ = try control.ask("datagram 8.8.8.8 53 1790000000.000000000")
            }
        }
        let first = try await run()
        #expect(first.entries.count == 9)
        for _ in 0..<10 { #expect(try await run() == first) }
    }

    @Test func recordsARequestWhoseCallerIsGone() async throws {
        let ledger = try await inScenario { host in
            for id in 1...50 {
                let (_, socket) = try host.connect(id)
                try socket.send(TestHost.get())
                socket.close()
            }
        }
        let requests = ledger.entries.filter { if case .request = $0.event { true } else { false } }
        #expect(requests.count == 50)
        #expect(ledger.connectionsCut == 0)
    }

    @Test func cutsWhatStaysOpen() async throws {
        try await MockCloud.run { mock in
            try mock.open("test", script: CloudScript(.never))
            let host = TestHost(port: mock.port, scenario: "test")
            let (_, socket) = try host.connect(1)
            try socket.send(TestHost.get())
            let ledger = try await mock.close("test", grace: 0)
            #expect(ledger.connectionsCut == 1)
            #expect(try socket.reply().bytes.isEmpty)
        }
    }

    @Test func scenariosAreKeptApart() async throws {
        try await MockCloud.run { mock in
            try mock.open("a", script: CloudScript(.refused))
            try mock.open("b", script: CloudScript())
            #expect(throws: MockCloudError.duplicateScenario("a")) { try mock.open("a", script: CloudScript()) }
            #expect(throws: MockCloudError.invalidScenario("a b")) { try mock.open("a b", script: CloudScript()) }
            #expect(try TestHost(port: mock.port, scenario: "a").connect(1).verdict == "refuse")
            #expect(try TestHost(port: mock.port, scenario: "b").exchange(1).status == 200)
            #expect(try await mock.close("a").entries.count == 1)
            #expect(try await mock.close("b").entries.count == 3)
            await #expect(throws: MockCloudError.unknownScenario("a")) { try await mock.close("a") }
        }
    }

    @Test func remembersWhatBelongsNowhere() async throws {
        try await MockCloud.run { mock in
            #expect(try TestHost(port: mock.port, scenario: "gone").connect(1).verdict == "refuse")
            let control = try TestHost(port: mock.port, scenario: "gone").control()
            #expect(try control.socket.line() == nil)
            let nonsense = try TestSocket(port: mock.port)
            try nonsense.send("GET / HTTP/1.1\r\n\r\n")
            #expect(try nonsense.reply().bytes.isEmpty)
            let endless = try TestSocket(port: mock.port)
            try endless.send(String(repeating: "x", count: 600))
            #expect(try endless.reply().bytes.isEmpty)
            #expect(
                mock.strays == [
                    "a connection of the unknown scenario gone to 169.254.170.2:80",
                    "a control connection of the unknown scenario gone", "not a preamble",
                    "a preamble without an end",
                ])
        }
    }

    @Test func violationsOfTheProtocolAreRecorded() async throws {
        let ledger = try await inScenario { host in
            let (_, socket) = try host.connect(1)
            #expect(try host.connect(1).verdict.isEmpty)
            let control = try host.control()
            _ = try control.ask("datagram a 1 1790000009.000000000")
            try control.socket.send("what?\n")
            #expect(try control.socket.line() == nil)
            socket.close()
        }
        #expect(
            ledger.unexpected.map(\.problem) == [
                "the number of a connection came twice", "nothing in the scenario takes datagrams",
                "not a control question",
            ])
        #expect(ledger.entries.last?.time == VirtualTime(seconds: 1_790_000_009))
    }

    @Test func aJournalHasALimit() {
        var journal = Journal()
        let entry = Ledger.Entry(
            time: TestHost.start, process: nil, connection: 1, event: .violation("x"), problem: nil)
        let slot = journal.open(entry)
        for _ in 0..<Journal.limit { journal.append(entry, to: slot) }
        #expect(journal.overflowed)
        #expect(journal.entries.count == Journal.limit)
        #expect(journal.open(entry) == -1)
    }
}
