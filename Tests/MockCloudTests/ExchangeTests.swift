import Testing

@testable import MockCloud

/// The real google-auth against the mock, over TLS.
@Suite struct ExchangeTests {
    @Test func theWholeExchange() async throws {
        let (outcomes, ledger) = try await GoogleAuthPeer.run("container", "default", "token")
        #expect(outcomes.map(\.error) == [nil, nil, nil])
        #expect(outcomes[1].text == "[Credentials, data-project]")
        let tokens = ledger.issuedTokens
        #expect(tokens.count == 2)
        #expect(tokens.last?.holder == .serviceAccount(GoogleAuthPeer.account))
        #expect(outcomes[2].text.hasPrefix("[\(tokens.last?.text ?? "-"), "))
        #expect(ledger.unexpected.isEmpty, "\(ledger.unexpected)")
        #expect(
            ledger.requests == [
                "GET \(ContainerEndpoint().path)", "POST /v1/token",
                "POST /v1/projects/-/serviceAccounts/\(GoogleAuthPeer.account):generateAccessToken",
            ])
    }

    @Test func bigQuery() async throws {
        let (outcomes, ledger) = try await GoogleAuthPeer.run("container", "bigquery")
        #expect(outcomes.map(\.text).last == "[[[1]], DONE, [[1]]]")
        #expect(ledger.unexpected.isEmpty, "\(ledger.unexpected)")
    }

    @Test func theProjectAndTheBoundary() async throws {
        let (outcomes, ledger) = try await GoogleAuthPeer.run("container", "project", "boundary")
        #expect(outcomes[1].text == "pool-project")
        #expect(outcomes[2].text.contains("projectId: pool-project"))
        #expect(ledger.unexpected.isEmpty, "\(ledger.unexpected)")
        #expect(ledger.requests.contains { $0.hasSuffix("/allowedLocations") })
    }
}

extension Ledger {
    /// Methods and targets, without queries.
    var requests: [String] {
        entries.compactMap {
            guard case .request(let request) = $0.event else { return nil }
            return "\(request.method) \(request.target.prefix { $0 != "?" })"
        }
    }
}
