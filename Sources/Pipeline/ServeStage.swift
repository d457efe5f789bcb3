import CredentialConfig
import Diagnostics
import Files
package import MockCloud
import Verification

/// Plays the cloud for programs that run elsewhere, until it is cancelled.
package struct ServeStage: Sendable {
    /// A literal address or a name of this machine.
    package var host: String
    /// 0: any that is free.
    package var port: Int
    /// What the services answer, where that is not what they should.
    package var faults: [ServiceFault] = []
    /// The config of the callers; `nil`: any provider and any service account will do.
    package var credentialConfig: String?
    /// Where to write the authority's certificate; `nil`: nowhere.
    package var certificateFile: String?
    package var region = "us-east-1"

    package init(host: String, port: Int) {
        self.host = host
        self.port = port
    }

    /// What callers need to know of a cloud that runs.
    package struct Running: Sendable {
        /// `127.0.0.1:8433`
        package let address: String
        /// The variables that bring a worker here, with their values.
        package let environment: [(name: String, value: String)]
    }

    /// Serves while `body` runs.
    ///
    /// - Parameter report: called for each event on the server's thread; it must not wait.
    /// - Throws: ``DiagnosedError`` when the config is wrong, the certificate cannot be written, or E402 when the config is of another universe, E401 when the server
    ///   cannot listen; and what `body` throws.
    package func run(
        report: @escaping @Sendable (ServerEvent) -> Void, _ body: (Running) async throws -> Void
    ) async throws {
        let script = try script()
        do {
            try await CloudServer.run(host: host, port: port, script: script, report: report) { server in
                if let certificateFile {
                    try OutputFile.replace(certificateFile, with: Array(server.certificateAuthority.utf8))
                }
                try await body(running(server, script))
            }
        } catch let error as CloudServerError {
            throw DiagnosedError(
                Diagnostic(
                    .cannotListen, .error, "the mock cloud cannot listen on \(error.address): \(error.reason)",
                    help: "name another address with --listen; port 0 takes any that is free"))
        }
    }

    private func script() throws(DiagnosedError) -> CloudScript {
        var google = GoogleCloud(
            audience:
                "//iam.googleapis.com/projects/123456789012/locations/global/workloadIdentityPools/pool/providers/aws",
            serviceAccount: nil)
        google.acceptsAny = true
        if let credentialConfig {
            let validated = CredentialConfigValidator.validate(try ConfigStage.read(credentialConfig))
            guard let config = validated.config else {
                throw DiagnosedError(validated.diagnostics)
            }
            guard config.universeDomain == ExchangeTarget.universe else {
                throw DiagnosedError(
                    Diagnostic(
                        .otherUniverse, .error,
                        "the mock cloud plays `\(ExchangeTarget.universe)` alone, not `\(config.universeDomain)`",
                        help: "serve without this config, and run the DAGs with one for `\(ExchangeTarget.universe)`"))
            }
            google = GoogleCloud(audience: config.audience.text, serviceAccount: config.impersonation?.account.name)
            // As if the organization allowed what the config asks for.
            google.longestLifetime = max(3_600, Int64(config.impersonation?.lifetimeSeconds ?? 0))
        }
        var script = CloudScript(google: google)
        for fault in faults {
            switch fault.service {
            case .container: script.container.answers = fault.answers
            case .google(let service): script.google?.answers[service] = fault.answers
            }
        }
        return script
    }

    private func running(_ server: CloudServer, _ script: CloudScript) -> Running {
        // Where it listens everywhere, callers on this machine reach it by loopback.
        let reachable = ["0.0.0.0": "127.0.0.1", "::": "::1"][server.host] ?? server.host
        let origin = "http://\(Self.joined(reachable, server.port))"
        var environment: [(name: String, value: String)] = []
        if server.host == "169.254.170.2", server.port == 80 {
            environment.append(("AWS_CONTAINER_CREDENTIALS_RELATIVE_URI", script.container.path))
        } else {
            environment.append(("AWS_CONTAINER_CREDENTIALS_FULL_URI", origin + script.container.path))
        }
        environment.append(("AWS_REGION", region))
        environment.append(("HTTPS_PROXY", origin))
        environment.append(("NO_PROXY", "169.254.170.2,127.0.0.1,localhost"))
        if let certificateFile {
            let path = Tree.absolute(certificateFile)
            // requests, then all that uses OpenSSL's default, then httplib2, with which Airflow's BigQuery hook gets records.
            environment += ["REQUESTS_CA_BUNDLE", "SSL_CERT_FILE", "HTTPLIB2_CA_CERTS"].map { ($0, path) }
        }
        return Running(address: Self.joined(server.host, server.port), environment: environment)
    }

    private static func joined(_ host: String, _ port: Int) -> String {
        host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)"
    }
}

/// What a service answers, as people write it: `SERVICE=ANSWER,ANSWER…`; the last one repeats.
package struct ServiceFault: Sendable, Hashable {
    package let service: Service
    package let answers: [Answer]

    package enum Service: Sendable, Hashable {
        case container
        case google(GoogleService)

        init?(_ name: Substring) {
            if name == "container" {
                self = .container
            } else if let service = GoogleService(rawValue: String(name)) {
                self = .google(service)
            } else {
                return nil
            }
        }

        /// All names.
        package static var names: [String] { ["container"] + GoogleService.allCases.map(\.rawValue) }
    }

    /// Why a text is none: a headline for people.
    package struct Problem: Error, Hashable {
        package let text: String
    }

    package init(_ text: String) throws(Problem) {
        let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.count == 2 else { throw Problem(text: "\"\(text)\" is not of the form SERVICE=ANSWER,…") }
        guard let service = Service(parts[0]) else {
            throw Problem(text: "there is no service \"\(parts[0])\", only \(Service.names.joined(separator: ", "))")
        }
        var answers: [Answer] = []
        for name in parts[1].split(separator: ",", omittingEmptySubsequences: false) {
            guard let answer = Answer(named: String(name)) else { throw Self.unknown(name) }
            answers.append(answer)
        }
        self.service = service
        self.answers = answers
    }

    private static func unknown(_ text: Substring) -> Problem {
        let name = text.prefix { $0 != ":" }
        if let kind = Answer.kinds.first(where: { $0.name == name }) {
            return Problem(text: "the answer \"\(text)\" is not of the form \(kind.form)")
        }
        return Problem(text: "there is no answer \"\(name)\"; --list-faults shows all")
    }
}
