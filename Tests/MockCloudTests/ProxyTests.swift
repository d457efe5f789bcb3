import Testing

@testable import MockCloud

/// A proxy as the only way to Google.
@Suite struct ProxyTests {
    private static let script: CloudScript = {
        var script = CloudScript(google: GoogleAuthPeer.cloud())
        script.routes[Address("proxy.example", 3128)] = .proxy
        script.reachesGoogleDirectly = false
        return script
    }()

    @Test func googleAuthGetsThrough() async throws {
        let proxy = "http://proxy.example:3128"
        let result = try await GoogleAuthPeer.play(
            GoogleAuthPeer.Play(
                steps: ["container", "bigquery"], script: Self.script,
                environment: ["HTTP_PROXY": proxy, "HTTPS_PROXY": proxy, "https_proxy": proxy]))
        #expect(result.outcomes.last?.text == "[[[1]], DONE, [[1]]]")
        #expect(result.ledger.unexpected.isEmpty)
        #expect(Set(result.ledger.connects) == ["169.254.170.2", "proxy.example"])
        #expect(result.ledger.requests.contains("CONNECT sts.googleapis.com:443"))
        #expect(result.ledger.issuedTokens.count >= 2)
    }

    @Test(arguments: [
        ("GET http://169.254.170.2/v2/credentials/x HTTP/1.1\r\nHost: 169.254.170.2\r\n\r\n", 502, "asked for it"),
        ("CONNECT 169.254.170.2:80 HTTP/1.1\r\nHost: 169.254.170.2:80\r\n\r\n", 502, "asked for a tunnel there"),
        ("CONNECT example.com:443 HTTP/1.1\r\nHost: example.com:443\r\n\r\n", 502, "asked for a tunnel there"),
        ("CONNECT nonsense HTTP/1.1\r\nHost: nonsense\r\n\r\n", 502, "asked for a tunnel there"),
        ("CONNECT sts.googleapis.com:443 HTTP/1.1\r\nHost: x\r\n\r\n\u{16}\u{3}", 400, "bytes came before the tunnel"),
        ("nonsense\r\n\r\n", 400, "the request line is not HTTP/1.1's"),
    ])
    func whatTheProxyHasNoWayTo(request: String, status: Int, problem: String) async throws {
        let ledger = try await inScenario(Self.script) { host in
            let (verdict, socket) = try host.connect(1, to: "proxy.example", port: 3128)
            try #require(verdict == "accept")
            try socket.send(request)
            #expect(try socket.reply().status == status)
            #expect(try host.control().settledState(1, sent: request.utf8.count) == "closed")
        }
        #expect(ledger.unexpected.count == 1)
        #expect(ledger.unexpected.first?.problem?.contains(problem) == true)
    }

    @Test func aTunnelWaitsForItsCaller() async throws {
        let request = "CONNECT sts.googleapis.com:443 HTTP/1.1\r\nHost: sts.googleapis.com:443\r\n\r\n"
        let ledger = try await inScenario(Self.script) { host in
            let (_, socket) = try host.connect(1, to: "proxy.example", port: 3128)
            try socket.send(request)
            #expect(try socket.line() == "HTTP/1.1 200 Connection Established\r")
            #expect(try host.control().settledState(1, sent: request.utf8.count) == "idle")
            #expect(try host.connect(2, to: "sts.googleapis.com", port: 443).verdict == "blackhole")
        }
        #expect(ledger.unexpected.isEmpty)
    }

    /// What a service has for a connection, it has for one in a tunnel.
    @Test(arguments: [
        (Answer.refused, "HTTP/1.1 502 Bad Gateway\r", "closed"), (Answer.blackhole, nil, "never"),
        (Answer.tlsReset, "HTTP/1.1 200 Connection Established\r", "idle"),
    ])
    func faultsMeetTheTunnel(answer: Answer, line: String?, state: String) async throws {
        var script = Self.script
        script.google?.answers[.sts] = [answer]
        let request = "CONNECT sts.googleapis.com:443 HTTP/1.1\r\nHost: sts.googleapis.com:443\r\n\r\n"
        let ledger = try await inScenario(script) { host in
            let (_, socket) = try host.connect(1, to: "proxy.example", port: 3128)
            try socket.send(request)
            if let line { #expect(try socket.line() == line) }
            #expect(try host.control().settledState(1, sent: request.utf8.count) == state)
        }
        #expect(ledger.unexpected.isEmpty)
    }
}
