import Testing

@testable import MockCloud

/// The real google-auth against the mock, over TLS.
@Suite struct ExchangeTests {
    typealias Play = GoogleAuthPeer.Play

    @Test func theWholeExchange() async throws {
        let result = try await GoogleAuthPeer.play(Play(steps: ["container", "default", "token"]))
        #expect(result.outcomes.map(\.error) == [nil, nil, nil])
        #expect(result.outcomes[1].text == "[Credentials, data-project]")
        let tokens = result.ledger.issuedTokens
        #expect(tokens.count == 2)
        #expect(tokens.last?.holder == .serviceAccount(GoogleAuthPeer.account))
        #expect(result.outcomes[2].text.hasPrefix("[\(tokens.last?.text ?? "-"), "))
        #expect(result.ledger.unexpected.isEmpty)
        #expect(
            result.ledger.requests == [
                "GET \(ContainerEndpoint().path)", "POST /v1/token",
                "POST /v1/projects/-/serviceAccounts/\(GoogleAuthPeer.account):generateAccessToken",
            ])
    }

    @Test func bigQuery() async throws {
        let result = try await GoogleAuthPeer.play(Play(steps: ["container", "bigquery"]))
        #expect(result.outcomes.map(\.text).last == "[[[1]], DONE, [[1]]]")
        #expect(result.ledger.unexpected.isEmpty)
    }

    @Test func theProjectAndTheBoundary() async throws {
        let result = try await GoogleAuthPeer.play(Play(steps: ["container", "project", "boundary"]))
        #expect(result.outcomes[1].text == "pool-project")
        #expect(result.outcomes[2].text.contains("projectId: pool-project"))
        #expect(result.ledger.unexpected.isEmpty)
        #expect(result.ledger.requests.contains { $0.hasSuffix("/allowedLocations") })
    }

    /// Without a service account the federated token is used itself.
    @Test func withoutImpersonation() async throws {
        var cloud = GoogleAuthPeer.cloud()
        cloud.serviceAccount = nil
        let result = try await GoogleAuthPeer.play(
            Play(
                steps: ["container", "bigquery", "boundary"], script: CloudScript(google: cloud),
                config: GoogleAuthPeer.config(account: nil)))
        #expect(result.outcomes[1].text == "[[[1]], DONE, [[1]]]")
        #expect(result.ledger.unexpected.isEmpty)
        #expect(
            result.ledger.requests.contains(
                "GET /v1/projects/123456789012/locations/global/workloadIdentityPools/aws-pool/allowedLocations"))
    }

    @Test func everyFormOfTheTokenHost() async throws {
        let hosts = [
            "sts.eu-west1.rep.googleapis.com", "sts.mtls.googleapis.com", "sts-pipelines.p.googleapis.com",
            "eu-west1-sts.googleapis.com", "eu-west1.sts.googleapis.com", "sts.eu-west1.googleapis.com",
        ]
        let results = try await GoogleAuthPeer.play(
            hosts.map {
                Play(
                    steps: ["container", "token"],
                    config: GoogleAuthPeer.config(tokenURL: "https://\($0)/v1/token"))
            })
        for (host, result) in zip(hosts, results) {
            #expect(result.outcomes[1].error == nil, "\(host)")
            #expect(result.ledger.connects.contains(host))
        }
    }

    /// What the services are told to say, each with what google-auth makes of it.
    @Test func faults() async throws {
        let cases: [(GoogleService, Answer, exception: String, text: String)] = [
            (.sts, .invalidAudience, "OAuthError", "Error code invalid_request: Invalid value for \"audience\"."),
            (.sts, .unknownProvider, "OAuthError", "Error code invalid_target: The target service indicated by"),
            (.sts, .rejectedByCondition, "OAuthError", "Error code unauthorized_client: The given credential is"),
            (.sts, .unusableSubjectToken, "OAuthError", "Error code invalid_grant: AWS request has invalid format."),
            (.sts, .expiredByAWS, "OAuthError", "of type ExpiredToken with error message"),
            (.sts, .signatureMismatch, "OAuthError", "of type SignatureDoesNotMatch with error message"),
            (.sts, .oversizedAttribute, "OAuthError", "The size of mapped attribute exceeds the 127 bytes limit."),
            (.sts, .permissionDenied, "OAuthError", "The caller does not have permission"),
            (.sts, .entityNotFound, "OAuthError", "Requested entity was not found."),
            (.sts, .quotaExceeded, "OAuthError", "RESOURCE_EXHAUSTED"),
            (.sts, .googleInternalError, "OAuthError", "Internal error encountered."),
            (.sts, .googleUnavailable, "OAuthError", "The service is currently unavailable."),
            (.sts, .badGateway, "OAuthError", "Error 502 (Server Error)"),
            (.sts, .html, "JSONDecodeError", "Expecting value"),
            (.sts, .truncated, "JSONDecodeError", "Unterminated string"),
            (.sts, .emptyBody, "TypeError", "NoneType"),
            (.sts, .missing("access_token"), "InvalidValue", "None could not be converted"),
            (.sts, .missing("expires_in"), "TypeError", "NoneType"),
            (.sts, .endedEarly, "TransportError", "IncompleteRead"),
            // Python's ssl makes an end without goodbye of a reset.
            (.sts, .resetInBody, "TransportError", "IncompleteRead"),
            (.sts, .refused, "TransportError", "the mock says b'refuse"),
            (.sts, .tlsOtherName, "TransportError", "Hostname mismatch, certificate is not valid for 'sts.google"),
            (.sts, .tlsUntrusted, "TransportError", "self-signed certificate in certificate chain"),
            (.sts, .tlsReset, "TransportError", "Connection reset by peer"),
            (.iamCredentials, .invalidArgument, "RefreshError", "Request contains an invalid argument."),
            (.iamCredentials, .impersonationDenied, "RefreshError", "denied on resource (or it may not exist)"),
            (.iamCredentials, .apiDisabled, "RefreshError", "has not been used in project 123456789012 before"),
            (.iamCredentials, .entityNotFound, "RefreshError", "Requested entity was not found."),
            (.iamCredentials, .quotaExceeded, "RefreshError", "Resource has been exhausted"),
            (.iamCredentials, .googleInternalError, "RefreshError", "Unable to acquire impersonated credentials"),
            (.iamCredentials, .googleUnavailable, "RefreshError", "The service is currently unavailable."),
            (.iamCredentials, .html, "RefreshError", "No access token or invalid expiration in response."),
            (.iamCredentials, .truncated, "RefreshError", "No access token or invalid expiration in response."),
            (.iamCredentials, .missing("expireTime"), "RefreshError", "No access token or invalid expiration"),
            (.iamCredentials, .endedEarly, "TransportError", "IncompleteRead"),
            (.iamCredentials, .tlsOtherName, "TransportError", "Hostname mismatch"),
            (.iamCredentials, .tlsUntrusted, "TransportError", "self-signed certificate in certificate chain"),
        ]
        let results = try await GoogleAuthPeer.play(
            cases.map {
                Play(
                    steps: ["container", "token"],
                    script: CloudScript(google: GoogleAuthPeer.cloud([$0.0: [$0.1]])))
            })
        #expect(results.count == cases.count)
        for (item, result) in zip(cases, results) {
            let error = result.outcomes[1].error ?? []
            #expect(error.first == item.exception, "\(item.0) \(item.1.name): \(error)")
            #expect(error.last?.contains(item.text) == true, "\(item.0) \(item.1.name): \(error)")
            #expect(result.ledger.unexpected.isEmpty, "\(item.0) \(item.1.name)")
            if item.1.tls != .honest {
                #expect(result.ledger.entries.contains { $0.event == .handshakeFailed(fault: item.1.name) })
            }
        }
    }

    /// Two hundred exchanges over the wire: google-auth, botocore and the judge agree on each, and the ledger has each
    /// subject token as google-auth made it.
    @Test func theLedgerAgreesWithGoogleAuthAndBotocore() async throws {
        var script = CloudScript(google: GoogleAuthPeer.cloud())
        script.google?.acceptsAny = true
        script.container.issuer.rotation = .eachConnection
        let result = try await GoogleAuthPeer.play(Play(steps: ["differential"], script: script))
        #expect(result.outcomes[0].error == nil, "\(result.outcomes[0].text)")
        let made = result.outcomes[0].text.dropFirst().dropLast().split(separator: ", ").map(String.init)
        let recorded = result.ledger.entries.compactMap { entry -> String? in
            guard case .request(let request) = entry.event, request.method == "POST" else { return nil }
            return FormFields(request.body)?["subject_token"]
        }
        #expect(made.count == 200)
        #expect(recorded == made)
        #expect(Set(made).count == 200)
        #expect(result.ledger.issuedTokens.count == 200)
        #expect(result.ledger.issuedCredentials.count == 200)
        #expect(result.ledger.unexpected.isEmpty)
    }

    /// The states that the sandbox asks for are those below TLS.
    @Test func aSlowAnswerOverTLS() async throws {
        let script = CloudScript(google: GoogleAuthPeer.cloud([.sts: [.slow(seconds: 3_000)]]))
        let result = try await GoogleAuthPeer.play(Play(steps: ["container", "slow_token"], script: script))
        let states = try #require(result.outcomes[1].ok).text
        #expect(states.hasSuffix("until, ok, closed]"), "\(result.outcomes[1].text)")
        #expect(result.ledger.entries.contains { $0.event == .answer(name: "slow", status: 200, credential: nil) })
    }

    /// A caller who does not trust the run's authority.
    @Test func anAuthorityThatIsNotTrusted() async throws {
        let result = try await GoogleAuthPeer.play(
            Play(
                steps: ["container", "token"],
                environment: ["REQUESTS_CA_BUNDLE": "/etc/ssl/certs/ca-certificates.crt"]))
        #expect(result.outcomes[1].error?.last?.contains("unable to get local issuer certificate") == true)
        #expect(result.ledger.unexpected.map(\.problem) == ["the caller broke off the TLS handshake"])
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

    var connects: [String] {
        entries.compactMap { if case .connect(let address, .accept) = $0.event { address.host } else { nil } }
    }
}
