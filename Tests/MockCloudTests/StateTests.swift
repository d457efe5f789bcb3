import MockCloud
import Testing

/// What the control connection says of a data connection, from opening to end.
@Suite struct StateTests {
    @Test func aRequestInTwoParts() async throws {
        _ = try await inScenario { host in
            let control = try host.control()
            #expect(try control.ask("state 1 0") == "closed", "there is no such connection yet")
            let (_, socket) = try host.connect(1)
            #expect(try control.settledState(1, sent: 0) == "idle")
            #expect(try control.ask("state 1 10") == "unread", "ten bytes have not been read")
            let request = TestHost.get()
            try socket.send(String(request.prefix(10)))
            #expect(try control.settledState(1, sent: 10) == "idle")
            try socket.send(String(request.dropFirst(10)))
            #expect(try socket.reply().status == 200)
            #expect(try control.settledState(1, sent: request.utf8.count) == "closed")
            socket.close()
            #expect(try control.settledState(1, sent: request.utf8.count) == "closed")
        }
    }

    @Test func silenceForEver() async throws {
        let ledger = try await inScenario(CloudScript(.never)) { host in
            let control = try host.control()
            let (_, socket) = try host.connect(1)
            try socket.send(TestHost.get())
            #expect(try control.settledState(1, sent: TestHost.get().utf8.count) == "never")
            #expect(socket.available().isEmpty)
        }
        #expect(ledger.entries.map(\.event).contains(.withheld(name: "never", until: nil)))
        #expect(ledger.issuedCredentials.isEmpty)
    }

    @Test func silenceUntilReleased() async throws {
        let ledger = try await inScenario(CloudScript(.slow(seconds: 30))) { host in
            let control = try host.control()
            let (_, socket) = try host.connect(1)
            let sent = TestHost.get().utf8.count
            try socket.send(TestHost.get())
            let until = TestHost.start + 30
            #expect(try control.settledState(1, sent: sent) == "until \(until)")
            #expect(try control.ask("release 1 \(TestHost.start + 29)") == "ok")
            #expect(try control.settledState(1, sent: sent) == "until \(until)", "too early to go on")
            #expect(socket.available().isEmpty)
            #expect(try control.ask("release 1 \(until)") == "ok")
            let reply = try socket.reply()
            #expect(reply.status == 200)
            #expect(reply.header("Date") == "Mon, 21 Sep 2026 14:13:50 GMT")
            #expect(try control.settledState(1, sent: sent) == "closed")
        }
        let times = ledger.entries.filter { $0.connection == 1 }.map { $0.time.seconds - TestHost.start.seconds }
        #expect(times == [0, 0, 0, 30])
    }

    @Test func aDrippingBody() async throws {
        _ = try await inScenario(CloudScript(.normal, .dripping(pieces: 3, seconds: 4))) { host in
            let whole = try host.exchange(1).body
            let control = try host.control()
            let (_, socket) = try host.connect(2)
            let sent = TestHost.get().utf8.count
            try socket.send(TestHost.get())
            var received: [UInt8] = []
            for piece in 1...3 {
                let until = TestHost.start + Int64(4 * piece)
                #expect(try control.settledState(2, sent: sent) == "until \(until)")
                received += socket.available()
                _ = try control.ask("release 2 \(until)")
            }
            received += try socket.reply().bytes
            #expect(TestReply(bytes: received, wasReset: false).body == whole)
        }
    }

    @Test func aReplyThatTheCallerDoesNotReadIsOwed() async throws {
        _ = try await inScenario(CloudScript(.huge)) { host in
            let control = try host.control()
            let (_, socket) = try host.connect(1)
            let sent = TestHost.get().utf8.count
            try socket.send(TestHost.get())
            for _ in 0..<100 {
                let state = try control.ask("state 1 \(sent)")
                #expect(["unread", "answering"].contains(state))
            }
            #expect(try socket.reply().body.count == 10 << 20)
            #expect(try control.settledState(1, sent: sent) == "closed")
        }
    }

    @Test func aResetConnectionIsClosed() async throws {
        _ = try await inScenario(CloudScript(.resetInBody)) { host in
            let control = try host.control()
            let (_, socket) = try host.connect(1)
            try socket.send(TestHost.get())
            #expect(try socket.reply().wasReset)
            #expect(try control.settledState(1, sent: TestHost.get().utf8.count) == "closed")
        }
    }

    @Test func namesAndDatagrams() async throws {
        var script = CloudScript()
        script.routes[Address("sts.googleapis.com", 443)] = .verdict(.refuse)
        let ledger = try await inScenario(script) { host in
            let first = try host.control(process: 4_711)
            let second = try host.control(process: 12)
            #expect(try first.ask("resolve STS.googleapis.com. 1790000001.000000000") == "known")
            #expect(try second.ask("resolve example.com 1790000002.000000000") == "unknown")
            #expect(try first.ask("datagram 8.8.8.8 53 1790000003.000000000") == "ok")
        }
        let facts = ledger.entries.map { "\($0.process ?? -1) \($0.time) \($0.problem ?? "-")" }
        #expect(
            facts == [
                "0 1790000001.000000000 -",
                "1 1790000002.000000000 nothing in the scenario has the name example.com",
                "0 1790000003.000000000 nothing in the scenario takes datagrams",
            ])
    }
}
