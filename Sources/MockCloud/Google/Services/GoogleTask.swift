/// What a request to Google asks for, once it has been found good.
enum GoogleTask {
    case federate(STSJudge.Grant)
    case impersonate(String, scopes: [String], lifetime: Int64)
    /// Where an identity may be used: everywhere.
    case listLocations
    case describeProject
    case runJob(BigQueryJob)
    case showJob(BigQueryJob)
    /// The result of a query; a new one, or one that has run.
    case showRows(BigQueryJob)
    case showTable(BigQueryTable)
    case showTableData
}

/// Google's services while they look at a request: they change nothing.
struct GoogleDesk {
    let google: GoogleCloud
    let container: ContainerEndpoint
    let credentials: [IssuedCredential]
    let tokens: TokenBook
    let jobs: JobBook
    /// The services' own time.
    let now: VirtualTime

    func judge(_ request: HTTPRequest, of service: GoogleService) throws(ServiceRefusal) -> GoogleTask {
        guard request.target.hasPrefix("/") else {
            throw ServiceRefusal(
                reply: .googleNotFound,
                reason: "the request target is a whole URL, as a proxy would get it: \(request.target)")
        }
        let path = GooglePath(request.target)
        return switch service {
        case .sts: try judgeExchange(request, path)
        case .iamCredentials: try judgeIAMCredentials(request, path)
        case .resourceManager: try judgeResourceManager(request, path)
        case .bigQuery: try judgeBigQuery(request, path)
        }
    }

    func unknownMethod(_ request: HTTPRequest) -> ServiceRefusal {
        ServiceRefusal(
            reply: .googleNotFound,
            reason: "the service has no method \(request.method) \(request.target.prefix { $0 != "?" })")
    }

    /// The token in the `Authorization` header, if it is good for one of `scopes`, which are names without their beginning;
    /// `nil`: any will do.
    func bearer(of request: HTTPRequest, scopes: [String]?) throws(ServiceRefusal) -> IssuedToken {
        func refusal(_ error: GoogleError, _ reason: String) -> ServiceRefusal {
            ServiceRefusal(reply: error.reply, reason: reason)
        }
        let values = request.values(of: "authorization")
        guard values.count == 1, values[0].lowercased().hasPrefix("bearer ") else {
            throw refusal(.unauthenticated, "there is no bearer token in the Authorization header")
        }
        guard let token = tokens[String(values[0].dropFirst("bearer ".count))] else {
            throw refusal(.unauthenticated, "the bearer token is not one that Google issued in this scenario")
        }
        guard now < token.expiration else {
            let age = now.seconds - token.expiration.seconds
            throw refusal(.unauthenticated, "the \(token.kind) expired \(Clock.text(age)) before the request")
        }
        guard let scopes else { return token }
        let good = scopes.map { "https://www.googleapis.com/auth/\($0)" }
        guard token.scopes.contains(where: good.contains) else {
            throw refusal(
                .insufficientScopes,
                "the \(token.kind) is for \(token.scopes.joined(separator: " ")); one of \(good.joined(separator: " ")) "
                    + "is needed")
        }
        return token
    }
}

/// The path of a request, in its segments without escapes.
struct GooglePath {
    /// Without the empty one before the first slash.
    let segments: [String]

    init(_ target: String) {
        segments = target.dropFirst().prefix { $0 != "?" }.split(separator: "/", omittingEmptySubsequences: false).map {
            String(decoding: PercentEncoding.decode($0.utf8) ?? Array($0.utf8), as: UTF8.self)
        }
    }

    /// The segments that stand for `*` in `pattern`; `nil` when the path is not of that form.
    func match(_ pattern: String) -> [String]? {
        let parts = pattern.split(separator: "/")
        guard parts.count == segments.count else { return nil }
        var found: [String] = []
        for (part, segment) in zip(parts, segments) {
            if part == "*", !segment.isEmpty {
                found.append(segment)
            } else if part != segment {
                return nil
            }
        }
        return found
    }
}
