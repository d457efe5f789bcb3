/// The container metadata endpoint of ECS and Fargate in one scenario.
package struct ContainerEndpoint: Sendable, Hashable {
    /// The request target that is answered: `AWS_CONTAINER_CREDENTIALS_RELATIVE_URI` as the worker sees it, or the path
    /// and query of `AWS_CONTAINER_CREDENTIALS_FULL_URI`.
    package var path: String
    /// What the `Authorization` header must be; `nil`: none is asked for, and one that comes is not looked at.
    package var authorizationToken: String?
    /// The execution role; real answers keep its path.
    package var roleARN: String
    package var issuer: Issuer
    /// What the first, second, … connection meets; the last repeats. Empty means ``Answer/normal``.
    package var answers: [Answer]

    package init(
        path: String = "/v2/credentials/6f2e1d0c-9b8a-4756-8342-1f0e9d8c7b6a", authorizationToken: String? = nil,
        roleARN: String = "arn:aws:iam::123456789012:role/service-role/AmazonMWAA-example", issuer: Issuer = Issuer(),
        answers: [Answer] = [.normal]
    ) {
        self.path = path
        self.authorizationToken = authorizationToken
        self.roleARN = roleARN
        self.issuer = issuer
        self.answers = answers
    }

    /// The members in the order in which the agent marshals them; there is no `Code`, unlike the EC2 service's.
    func body(_ credential: IssuedCredential) -> JSONDraft {
        var object = JSONDraft()
        object.append("RoleArn", text: roleARN)
        object.append("AccessKeyId", text: credential.accessKeyId)
        object.append("SecretAccessKey", text: credential.secretAccessKey)
        object.append("Token", text: credential.token)
        object.append("Expiration", text: CalendarDate(credential.expiration).iso8601)
        return object
    }

    /// Why a request is not one for credentials: what to answer, and what to tell the ledger.
    func refusal(of request: HTTPRequest) -> (reply: Reply, problem: String)? {
        let notFound = Reply(404, contentType: "text/plain; charset=utf-8", body: .text("404 page not found\n"))
        if !request.target.hasPrefix("/") {
            return (notFound, "the request target is a whole URL, as a proxy would get it: \(request.target)")
        }
        if request.target != path {
            return (pathReply(request.target) ?? notFound, "the path is not the credentials path")
        }
        if request.method != "GET" {
            let reply = Reply(405, contentType: "text/plain; charset=utf-8", headers: [Header("Allow", "GET")])
            return (reply, "the method is \(request.method), not GET")
        }
        if let authorizationToken, request.values(of: "authorization") != [authorizationToken] {
            let problem =
                request.values(of: "authorization").isEmpty
                ? "the Authorization header is missing" : "the Authorization header is not the configured token"
            return (Reply(401, contentType: "text/plain; charset=utf-8", body: .text("Unauthorized\n")), problem)
        }
        return nil
    }

    /// How the agent answers other paths below its own.
    private func pathReply(_ target: String) -> Reply? {
        let prefix = "/v2/credentials"
        guard target.hasPrefix(prefix) else { return nil }
        let rest = target.dropFirst(prefix.count)
        if rest.isEmpty || rest == "/" {
            return Self.reply(of: .noIdInRequest)
        }
        return rest.hasPrefix("/") ? Self.reply(of: .invalidIdInRequest) : nil
    }

    private static func reply(of answer: Answer) -> Reply? {
        if case .fixed(let reply) = answer.content { reply } else { nil }
    }
}
