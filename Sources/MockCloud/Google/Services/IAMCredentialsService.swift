import SpannedJSON

extension GoogleDesk {
    func judgeIAMCredentials(_ request: HTTPRequest, _ path: GooglePath) throws(ServiceRefusal) -> GoogleTask {
        if request.method == "GET", let found = path.match("v1/projects/*/serviceAccounts/*/allowedLocations") {
            // google-auth 2.55 and later asks in the background, with the token that it is about to use.
            _ = try bearer(of: request, scopes: nil)
            try judgeExistence(of: found[1])
            return .listLocations
        }
        if request.method == "GET",
            path.match("v1/projects/*/locations/global/workloadIdentityPools/*/allowedLocations") != nil
        {
            _ = try bearer(of: request, scopes: nil)
            return .listLocations
        }
        let method = ":generateAccessToken"
        guard request.method == "POST", let found = path.match("v1/projects/*/serviceAccounts/*"),
            found[1].hasSuffix(method)
        else { throw unknownMethod(request) }
        let caller = try bearer(of: request, scopes: ["iam", "cloud-platform"])
        let account = String(found[1].dropLast(method.count))
        guard found[0] == "-" else {
            throw invalid(
                "Invalid form of resource name: projects/\(found[0])/serviceAccounts/\(account)",
                "the project in the URL is \(found[0]); only - is valid there")
        }
        let (scopes, lifetime) = try judgeImpersonation(request.body)
        try judgeExistence(of: account)
        try judgeBinding(of: caller)
        return .impersonate(account, scopes: scopes, lifetime: lifetime)
    }

    private func judgeImpersonation(
        _ body: [UInt8]
    ) throws(ServiceRefusal) -> (scopes: [String], lifetime: Int64) {
        guard let json = SentJSON(body) else {
            throw invalid("Invalid JSON payload received.", "the body is not JSON")
        }
        let scopes = (json["scope"]?.array ?? []).compactMap(\.string)
        guard !scopes.isEmpty, scopes.allSatisfy({ !$0.isEmpty }) else {
            throw invalid("Scope required.", "no scope is asked for")
        }
        if let foreign = scopes.first(where: { !$0.hasPrefix("https://www.googleapis.com/auth/") }) {
            throw invalid(
                "Request contains an invalid argument.", "the scope \"\(foreign)\" is not one of Google's")
        }
        guard let text = json["lifetime"]?.string else { return (scopes, 3_600) }
        guard text.hasSuffix("s"), let lifetime = Int64(text.dropLast()), lifetime > 0 else {
            throw invalid(
                "Invalid value at 'lifetime' (type.googleapis.com/google.protobuf.Duration), \"\(text)\"",
                "the lifetime is \"\(text)\", not a number of seconds such as \"3600s\"")
        }
        guard lifetime <= google.longestLifetime else {
            throw invalid(
                "The access token lifetime cannot exceed \(google.longestLifetime) seconds.",
                "a lifetime of \(lifetime) seconds is asked for; \(google.longestLifetime) are allowed")
        }
        return (scopes, lifetime)
    }

    private func judgeBinding(of caller: IssuedToken) throws(ServiceRefusal) {
        let denied = GoogleError.permissionDenied("iam.serviceAccounts.getAccessToken").reply
        guard case .identity(let role) = caller.holder else {
            throw ServiceRefusal(
                reply: denied, reason: "the bearer token is a service account's, and may not be exchanged for another")
        }
        switch google.binding {
        case .pool: break
        case .nobody:
            throw ServiceRefusal(
                reply: denied, reason: "nobody is bound to the service account as roles/iam.workloadIdentityUser")
        case .role(let bound):
            guard role.arnWithoutSession == bound else {
                throw ServiceRefusal(
                    reply: denied,
                    reason: "the caller is \(role.arn), but \(bound) is bound to the service account")
            }
        }
    }

    private func invalid(_ message: String, _ reason: String) -> ServiceRefusal {
        ServiceRefusal(reply: GoogleError.invalidArgument(message).reply, reason: reason)
    }

    private func judgeExistence(of account: String) throws(ServiceRefusal) {
        if google.acceptsAny || account == google.serviceAccount { return }
        throw ServiceRefusal(
            reply: GoogleError.unknownServiceAccount(account).reply,
            reason: google.serviceAccount.map { "the service account \(account) does not exist, only \($0) does" }
                ?? "the service account \(account) does not exist")
    }
}

extension CloudServices {
    /// The answer of `projects.serviceAccounts.generateAccessToken`.
    mutating func impersonate(
        _ account: String, scopes: [String], _ visit: Visit, expireTimeDigits: Int, lifetime: Int64, now: VirtualTime
    ) -> JSONDraft {
        let token = IssuedToken(
            text: "ya29.c.c0A" + KeyMaterial(seed: "\(name)/account/\(visit.number)").opaque(count: 360),
            holder: .serviceAccount(account), scopes: scopes, issuedAt: now, expiration: now + lifetime)
        tokens.add(token)
        var body = JSONDraft()
        body.append("accessToken", text: token.text)
        body.append("expireTime", text: CalendarDate(token.expiration).iso8601(digits: expireTimeDigits))
        return body
    }

    /// An empty list under `0x0` means that nothing is restricted.
    static var allLocations: JSONDraft {
        var body = JSONDraft()
        body.append("locations", .array([]))
        body.append("encodedLocations", text: "0x0")
        return body
    }
}
