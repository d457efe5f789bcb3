import MockCloud
import Testing

@Suite struct ContainerAnswerTests {
    @Test func givesCredentialsDatedInTheCallersTime() async throws {
        let ledger = try await inScenario { host in
            let reply = try host.exchange(1, at: VirtualTime(seconds: 1_790_000_000))
            #expect(reply.status == 200)
            #expect(reply.header("Content-Type") == "application/json")
            #expect(reply.header("Content-Length") == String(reply.body.count))
            #expect(reply.header("Connection") == "close")
            #expect(reply.header("Date") == "Mon, 21 Sep 2026 14:13:20 GMT")
            #expect(reply.member("Expiration") == "2026-09-21T20:13:20Z")
            let names = reply.bodyText.split(separator: "\"").enumerated().filter { $0.offset % 4 == 1 }.map(\.element)
            #expect(names == ["RoleArn", "AccessKeyId", "SecretAccessKey", "Token", "Expiration"])
            #expect(reply.member("RoleArn") == ContainerEndpoint().roleARN)
        }
        let issued = try #require(ledger.issuedCredentials.first)
        #expect(ledger.issuedCredentials.count == 1)
        #expect(issued.issuedAt == VirtualTime(seconds: 1_790_000_000))
        #expect(issued.expiration == VirtualTime(seconds: 1_790_021_600))
        #expect(ledger.unexpected.isEmpty)
    }

    @Test(arguments: [
        (Answer.noIdInRequest, 400, "NoIdInRequest", "CredentialsV2Request: No Credential ID in the request"),
        (Answer.invalidIdInRequest, 400, "InvalidIdInRequest", "CredentialsV2Request: Credentials not found"),
        (
            Answer.credentialsUninitialized, 503, "CredentialsUninitialized",
            "CredentialsV2Request: Credentials uninitialized for ID"
        ),
        (Answer.internalServerError, 500, "InternalServerError", "Internal server error"),
    ])
    func errorsAreTheAgents(answer: Answer, status: Int, code: String, message: String) async throws {
        let ledger = try await inScenario(CloudScript(answer)) { host in
            let reply = try host.exchange(1)
            #expect(reply.status == status)
            #expect(reply.bodyText == #"{"code":"\#(code)","message":"\#(message)","HTTPErrorCode":\#(status)}"#)
        }
        #expect(ledger.issuedCredentials.isEmpty)
        #expect(ledger.unexpected.isEmpty)
    }

    @Test func throttlesOnceThenGives() async throws {
        let ledger = try await inScenario(CloudScript(.throttled(retryAfter: 3), .normal)) { host in
            let first = try host.exchange(1)
            #expect(first.status == 429)
            #expect(first.header("Retry-After") == "3")
            #expect(try host.exchange(2).status == 200)
            #expect(try host.exchange(3).status == 200, "the last answer repeats")
        }
        #expect(ledger.issuedCredentials.map(\.number) == [1])
    }

    @Test func throttlesForEver() async throws {
        _ = try await inScenario(CloudScript(.throttled())) { host in
            for id in 1...3 {
                let reply = try host.exchange(id)
                #expect(reply.status == 429)
                #expect(reply.header("Retry-After") == nil)
                #expect(reply.bodyText == "You have reached maximum request limit.")
            }
        }
    }

    @Test func notFoundHTMLAndEmptyBodies() async throws {
        _ = try await inScenario(CloudScript(.notFound, .html, .emptyBody)) { host in
            #expect(try host.exchange(1).status == 404)
            let html = try host.exchange(2)
            #expect(html.status == 200)
            #expect(html.header("Content-Type") == "text/html; charset=utf-8")
            #expect(html.bodyText.hasPrefix("<!DOCTYPE html>"))
            let empty = try host.exchange(3)
            #expect(empty.status == 200)
            #expect(empty.body.isEmpty)
            #expect(empty.header("Content-Length") == "0")
        }
    }

    @Test func brokenBodies() async throws {
        let ledger = try await inScenario(CloudScript(.normal, .truncated, .endedEarly, .resetInBody)) { host in
            let whole = try host.exchange(1)
            let half = whole.body.count / 2

            let truncated = try host.exchange(2)
            #expect(truncated.header("Content-Length") == String(half))
            #expect(truncated.body == Array(whole.body.prefix(half)))
            #expect(!truncated.wasReset)

            let ended = try host.exchange(3)
            #expect(ended.header("Content-Length") == String(whole.body.count))
            #expect(ended.body == truncated.body)
            #expect(!ended.wasReset)

            let reset = try host.exchange(4)
            #expect(reset.header("Content-Length") == String(whole.body.count))
            #expect(reset.body == truncated.body)
            #expect(reset.wasReset)
        }
        #expect(ledger.issuedCredentials.count == 1)
    }

    @Test func aHugeBodyIsValidJSONOfTenMebibytes() async throws {
        _ = try await inScenario(CloudScript(.huge)) { host in
            let reply = try host.exchange(1)
            #expect(reply.body.count == 10 << 20)
            #expect(reply.body.prefix(9).elementsEqual(#"{"pad":"x"#.utf8))
            #expect(reply.body.suffix(3).elementsEqual(#"x"}"#.utf8))
            #expect(reply.header("Content-Length") == "10485760")
        }
    }

    @Test(arguments: ["AccessKeyId", "SecretAccessKey", "Token", "Expiration"])
    func missingAndNullMembers(member: String) async throws {
        _ = try await inScenario(CloudScript(.missing(member), .null(member))) { host in
            let missing = try host.exchange(1)
            #expect(missing.status == 200)
            #expect(!missing.bodyText.contains(member))
            #expect(missing.bodyText.contains("RoleArn"))
            let null = try host.exchange(2)
            #expect(null.bodyText.contains(#""\#(member)":null"#))
        }
    }

    @Test func otherNamesAndContentTypes() async throws {
        _ = try await inScenario(CloudScript(.lowerCaseNames, .sessionTokenName, .wrongContentType)) { host in
            let lower = try host.exchange(1)
            #expect(lower.member("accessKeyId") != nil)
            #expect(lower.member("AccessKeyId") == nil)
            #expect(lower.member("expiration") != nil)
            let renamed = try host.exchange(2)
            #expect(renamed.member("SessionToken") == lower.member("token"))
            #expect(renamed.member("Token") == nil)
            let plain = try host.exchange(3)
            #expect(plain.header("Content-Type") == "text/plain")
            #expect(plain.bodyText == plain.bodyText.filter { $0 != "\n" })
            #expect(plain.member("Token") == lower.member("token"))
        }
    }

    @Test func expiredAndNearlyExpired() async throws {
        let ledger = try await inScenario(CloudScript(.expired, .nearlyExpired(), .normal)) { host in
            let expirations = try (1...3).map { try host.exchange($0).member("Expiration") }
            #expect(expirations == ["2026-09-21T14:12:20Z", "2026-09-21T14:14:20Z", "2026-09-21T20:13:20Z"])
        }
        #expect(Set(ledger.issuedCredentials.map(\.accessKeyId)).count == 3)
        let lifetimes = ledger.issuedCredentials.map { $0.expiration.seconds - $0.issuedAt.seconds }
        #expect(lifetimes == [21_600, 21_600, 21_600])
    }

    @Test func connectingCanEndInEveryVerdict() async throws {
        let script = CloudScript(.refused, .unreachable, .blackhole, .normal)
        let ledger = try await inScenario(script) { host in
            #expect(try host.connect(1).verdict == "refuse")
            #expect(try host.connect(2).verdict == "unreachable")
            let (verdict, socket) = try host.connect(3)
            #expect(verdict == "blackhole")
            #expect(try socket.read(1).isEmpty, "the mock closes after a verdict")
            #expect(try host.exchange(4).status == 200)
            #expect(try host.connect(5, to: "169.254.169.254").verdict == "invalid")
            #expect(try host.connect(6, to: "example.com", port: 443).verdict == "unreachable")
        }
        let connects = ledger.entries.compactMap { entry -> String? in
            guard case .connect(let address, let verdict) = entry.event else { return nil }
            return "\(address) \(verdict) \(entry.problem ?? "-")"
        }
        #expect(
            connects == [
                "169.254.170.2:80 refuse -", "169.254.170.2:80 unreachable -", "169.254.170.2:80 blackhole -",
                "169.254.170.2:80 accept -", "169.254.169.254:80 invalid -",
                "example.com:443 unreachable nothing in the scenario is at example.com:443",
            ])
    }

}
