import MockCloud

/// The whole way to Google: container credentials, the signed request, the token exchange, the service account's token, and
/// a query.
extension Scenario {
    /// - Parameter target: what the config under test names.
    package static func exchanges(with target: ExchangeTarget) -> [Scenario] {
        let make = ExchangeMaker(target)
        return [
            make("exchange", "a task gets a token and runs a query"),
            make(
                "exchange-google-auth-first", "google-auth is there before the plugin",
                steps: [.importGoogleAuth, .load, task]),
            make(
                "exchange-forked", "a task that is forked 7 hours later gets a token",
                steps: [.load, .sleep(seconds: 7 * 3600), .fork([task])]),
            make(
                "exchange-new-interpreter", "a task in a new interpreter gets a token",
                steps: [.load, .sleep(seconds: 7 * 3600), .interpreter([.load, task])]),
            make(
                "exchange-refresh", "a task renews its token for 14 hours, while AWS rotates its keys",
                steps: [.load, .at(hours: [0, 1.1, 2.2, 5.1, 5.9, 6.1, 7.2, 13.1, 14.2], [task])]),
            make(
                "exchange-threads", "eight threads renew one token at once",
                steps: [
                    .load, task, .at(hours: [1.2, 6.5], [.together(threads: 8, [.authenticate(process: "a thread")])]),
                ]),
            make(
                "exchange-proxy", "proxy variables are set for all but Google",
                environment: WorkerProxy.variablesButForGoogle
            ) {
                $0.routes[WorkerProxy.address] = .verdict(.refuse)
            },
            make(
                "exchange-through-proxy", "Google is reached through a proxy alone", environment: WorkerProxy.variables
            ) {
                $0.routes[WorkerProxy.address] = .proxy
                $0.reachesGoogleDirectly = false
            },
            make("exchange-clock-5-slow", "the worker's clock is five minutes slow") { $0.clockSkew = 300 },
            make("exchange-clock-5-fast", "the worker's clock is five minutes fast") { $0.clockSkew = -300 },
            make("exchange-clock-20-slow", "the worker's clock is 20 minutes slow", .error(["invalid_grant"])) {
                $0.clockSkew = 1200
            },
            make("exchange-clock-20-fast", "the worker's clock is 20 minutes fast", .error(["invalid_grant"])) {
                $0.clockSkew = -1200
            },
            make(
                "exchange-no-region", "no variable names the region", .error(["region", "Region"]),
                environment: ["AWS_REGION": nil, "AWS_DEFAULT_REGION": nil]),
            make(
                "exchange-empty-region", "AWS_REGION is empty", .either(["invalid_grant", "region"]),
                environment: ["AWS_REGION": ""]),
            make(
                "exchange-zone", "AWS_REGION is an availability zone", .error(["invalid_grant"]),
                environment: ["AWS_REGION": "us-east-1a", "AWS_DEFAULT_REGION": "us-east-1a"]),
            make("exchange-expired-keys", "the endpoint has nothing but expired credentials", .error([])) {
                $0.container.answers = [.expired]
            },
            make(
                "exchange-other-provider", "Google has another provider than the config names",
                .error(["invalid_target"])
            ) {
                $0.google?.audience += "-other"
            },
        ] + faults(make)
    }

    private static let task = Step.authenticate(process: "a task")
}

/// Makes scenarios of an exchange, all with the same target.
struct ExchangeMaker {
    let target: ExchangeTarget

    init(_ target: ExchangeTarget) {
        self.target = target
    }

    func callAsFunction(
        _ id: String, _ title: String, _ outcome: Scenario.ExchangeOutcome = .token,
        environment: [String: String?] = [:],
        steps: [Scenario.Step] = [.load, .authenticate(process: "a task")],
        _ change: (inout CloudScript) -> Void = { _ in }
    ) -> Scenario {
        var cloud = CloudScript(
            google: GoogleCloud(audience: target.audience, serviceAccount: target.serviceAccount))
        change(&cloud)
        return Scenario(
            id, title, cloud: cloud, environment: environment, steps: steps,
            clauses: [.loads, .bounded, .confined, .authenticates], exchange: outcome)
    }
}
