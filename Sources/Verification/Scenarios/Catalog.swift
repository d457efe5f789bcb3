package import MWAAReleases
import MockCloud

extension Scenario {
    /// What any import is put through, whatever the release, in the order of the report.
    package static let imports: [Scenario] = [healthy] + faults + [fork, proxy, laptop, signing]

    /// All that a release's workers go through, in the order of the report.
    ///
    /// - Parameter lazyLoading: the values of `core.lazy_load_plugins` to imagine.
    package static func all(of release: MWAARelease, lazyLoading: [Bool] = [false, true]) -> [Scenario] {
        imports + processes(of: lazyLoading.map { PluginSetting(release, lazyLoadPlugins: $0) })
    }

    private static let healthy = Scenario("healthy", "the endpoint is well")

    /// The endpoint in trouble, one kind of trouble at a time.
    private static let faults: [Scenario] = [
        fault("bad-request", "the endpoint answers 400", .invalidIdInRequest),
        fault("not-found", "the endpoint answers 404", .notFound),
        fault("throttled-once", "the endpoint answers 429 once", .throttled(), .normal),
        fault("throttled", "the endpoint answers 429 for ever", .throttled()),
        fault("server-error", "the endpoint answers 500", .internalServerError),
        fault("unavailable", "the endpoint answers 503", .credentialsUninitialized),
        fault("refused", "the endpoint refuses connections", .refused),
        fault("blackhole", "nothing answers at the endpoint's address", .blackhole),
        fault("reset", "the connection is reset in mid-body", .resetInBody),
        fault("truncated", "the answer's JSON is cut short", .truncated),
        fault("ended-early", "the connection ends in mid-body", .endedEarly),
        fault("html", "the answer is HTML with status 200", .html),
        fault("empty", "the answer's body is empty", .emptyBody),
        fault("huge", "the answer's body is 10 MB", .huge),
        fault("no-key-id", "the answer lacks AccessKeyId", .missing("AccessKeyId")),
        fault("no-secret", "the answer lacks SecretAccessKey", .missing("SecretAccessKey")),
        fault("no-token", "the answer lacks Token", .missing("Token")),
        fault("no-expiration", "the answer lacks Expiration", .missing("Expiration")),
        fault("null-secret", "SecretAccessKey is null in the answer", .null("SecretAccessKey")),
        fault("null-token", "Token is null in the answer", .null("Token")),
        fault("expired", "the credentials have already expired", .expired),
        fault("nearly-expired", "the credentials expire in a minute", .nearlyExpired()),
        fault("slow", "the answer comes after 8 seconds", .slow(seconds: 8)),
        fault("dripping", "the answer drips for five minutes", .dripping(pieces: 100, seconds: 3)),
        fault("silent", "the endpoint accepts and never answers", .never),
    ]

    private static func fault(_ id: String, _ title: String, _ answers: Answer...) -> Scenario {
        Scenario(id, title, cloud: CloudScript(container: ContainerEndpoint(answers: answers)))
    }

    /// Nobody may make a task's start slow: the endpoint has gone silent when a task is forked hours after the import.
    private static let fork = Scenario(
        "fork-silent", "a task is forked 7 hours later, and the endpoint is silent",
        cloud: CloudScript(container: ContainerEndpoint(answers: [.normal, .never])),
        steps: [.load, .sleep(seconds: 7 * 3600), .fork([.environment])],
        clauses: [.loads, .bounded, .confined, .respectful, .discreet])

    /// A proxy for the outside is set, as in VPCs without a route to the Internet.
    private static let proxy: Scenario = {
        var cloud = CloudScript()
        cloud.routes[WorkerProxy.address] = .verdict(.refuse)
        return Scenario("proxy", "proxy variables are set", cloud: cloud, environment: WorkerProxy.variables)
    }()

    /// A developer's machine or a local runner: dummies for AWS, no container endpoint.
    private static let laptop = Scenario(
        "laptop", "no variable names a container endpoint",
        environment: Dictionary(
            uniqueKeysWithValues: [
                WorkerEnvironment.credentialsVariable, "ECS_CONTAINER_METADATA_URI", "ECS_CONTAINER_METADATA_URI_V4",
                "ECS_AGENT_URI", "AWS_EXECUTION_ENV",
            ].map { ($0, nil) }),
        clauses: [.loads, .bounded, .confined, .respectful, .discreet, .quiet])

    /// What google-auth would sign with, asked right after the import.
    private static let signing = Scenario(
        "signing", "google-auth reads AWS credentials to sign with",
        steps: [.load, .ask(Question("the process that imported the plugins", botocore: false))],
        clauses: [.loads, .fresh])
}
