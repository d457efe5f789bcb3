import Testing

@testable import MockCloud

/// Good services and callers that do something wrong: the real google-auth with the wrong config, keys or clock.
@Suite struct GoogleJudgementTests {
    typealias Play = GoogleAuthPeer.Play

    private struct Case {
        let name: String
        var play: Play
        /// Part of the exception's text; `nil`: all is well.
        let error: String?
        /// The reasons in the ledger.
        let reasons: [String]
    }

    private static func changed(_ change: (inout CloudScript) -> Void) -> CloudScript {
        var script = CloudScript(google: GoogleAuthPeer.cloud())
        change(&script)
        return script
    }

    private static let steps = ["container", "token"]
    private static let other = GoogleAuthPeer.audience.replacing("/mwaa", with: "/other")
    private static let denied = "denied on resource (or it may not exist)"
    private static let role = "arn:aws:sts::123456789012:assumed-role/AmazonMWAA-example"

    private static let cases = [
        Case(
            name: "audience", play: Play(steps: steps, config: GoogleAuthPeer.config(audience: other)),
            error: "invalid_target",
            reasons: ["the audience is \(other), but the provider is \(GoogleAuthPeer.audience)"]),
        Case(
            name: "account", play: Play(steps: steps, config: GoogleAuthPeer.config(account: "x@y.example")),
            error: "Not found; Gaia id not found for email x@y.example",
            reasons: ["the service account x@y.example does not exist, only \(GoogleAuthPeer.account) does"]),
        Case(
            name: "bound role", play: Play(steps: steps, script: changed { $0.google?.binding = .role(role) }),
            error: nil, reasons: []),
        Case(
            name: "other role", play: Play(steps: steps, script: changed { $0.google?.binding = .role(role + "x") }),
            error: denied,
            reasons: ["the caller is \(role)/AmazonMWAA-airflow, but \(role)x is bound to the service account"]),
        Case(
            name: "nobody", play: Play(steps: steps, script: changed { $0.google?.binding = .nobody }),
            error: denied, reasons: ["nobody is bound to the service account as roles/iam.workloadIdentityUser"]),
        Case(
            name: "five minutes slow", play: Play(steps: steps, script: changed { $0.clockSkew = 300 }), error: nil,
            reasons: []),
        Case(
            name: "five minutes fast", play: Play(steps: steps, script: changed { $0.clockSkew = -300 }), error: nil,
            reasons: []),
        Case(
            name: "an empty region", play: Play(steps: steps, environment: ["AWS_REGION": ""]),
            error: "AWS request has invalid format.",
            reasons: [
                "the signed URL's host sts..amazonaws.com has no region in it, as when AWS_REGION is set but empty"
            ]),
        Case(
            name: "a zone", play: Play(steps: steps, environment: ["AWS_REGION": "eu-west-1a"]),
            error: "AWS request has invalid format.",
            reasons: ["\"eu-west-1a\" in the signed URL's host sts.eu-west-1a.amazonaws.com is not an AWS region"]),
        Case(
            name: "foreign keys",
            play: Play(
                steps: ["token"],
                environment: [
                    "AWS_ACCESS_KEY_ID": "ASIAFOREIGN", "AWS_SECRET_ACCESS_KEY": "x", "AWS_SESSION_TOKEN": "y",
                ]),
            error: "InvalidClientTokenId", reasons: ["the container endpoint never issued the access key ASIAFOREIGN"]),
        Case(
            name: "a fraction",
            play: Play(steps: steps, script: changed { $0.google?.expireTimeDigits = 6 }),
            error: "No access token or invalid expiration in response.", reasons: []),
        Case(
            name: "a short token that is used at once",
            play: Play(
                steps: ["container", "bigquery"],
                script: changed { $0.google?.answers = [.iamCredentials: [.lasting(seconds: 600)]] }),
            error: nil, reasons: []),
    ]

    @Test func reasons() async throws {
        let results = try await GoogleAuthPeer.play(Self.cases.map(\.play))
        #expect(results.count == Self.cases.count)
        for (item, result) in zip(Self.cases, results) {
            let last = try #require(result.outcomes.last)
            if let error = item.error {
                #expect(last.error?.last?.contains(error) == true, "\(item.name): \(last.text)")
            } else {
                #expect(last.error == nil, "\(item.name)")
            }
            #expect(result.ledger.unexpected.map(\.problem) == item.reasons, "\(item.name)")
        }
    }

    /// Reasons with times in them, which real time does not let us know to the second.
    @Test func reasonsThatTellTimes() async throws {
        let plays = [
            Play(steps: Self.steps, script: Self.changed { $0.clockSkew = 1_200 }),
            Play(steps: Self.steps, script: Self.changed { $0.clockSkew = -1_200 }),
            Play(steps: Self.steps, script: Self.changed { $0.container.answers = [.nearlyExpired(seconds: -850)] }),
            Play(
                steps: Self.steps,
                script: Self.changed { $0.google?.answers = [.sts: [.lasting(seconds: -60)]] }),
        ]
        let results = try await GoogleAuthPeer.play(plays)
        let reasons = results.map { $0.ledger.unexpected.compactMap(\.problem) }
        #expect(reasons[0].first?.hasPrefix("signed 00:20:0") == true)
        #expect(reasons[0].first?.hasSuffix(" ago by AWS's clock; 00:15:00 are allowed") == true)
        #expect(reasons[1].first?.hasSuffix(" in the future by AWS's clock; 00:15:00 are allowed") == true)
        #expect(reasons[2].first?.hasPrefix("signed with credentials that expired 00:14:1") == true)
        #expect(reasons[3].first?.hasPrefix("the federated token expired 00:01:0") == true)
        #expect(results[3].outcomes[1].error?.last?.contains("invalid authentication credentials") == true)
    }
}
