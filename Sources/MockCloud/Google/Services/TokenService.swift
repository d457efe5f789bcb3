import SpannedJSON

extension GoogleDesk {
    func judgeExchange(_ request: HTTPRequest, _ path: GooglePath) throws(ServiceRefusal) -> GoogleTask {
        guard request.method == "POST", path.match("v1/token") != nil else { throw unknownMethod(request) }
        guard let role = RoleSession(roleARN: container.roleARN, session: google.roleSessionName) else {
            throw ServiceRefusal(
                reply: STSRefusal.reply(error: "invalid_grant", description: "AWS request has invalid format."),
                reason: "the role of the credentials has no ARN: \(container.roleARN)")
        }
        let judge = STSJudge(
            audience: google.acceptsAny ? nil : google.audience, credentials: credentials, role: role, now: now)
        do throws(STSRefusal) {
            return .federate(try judge.judge(request.body))
        } catch {
            throw ServiceRefusal(reply: error.reply, reason: error.reason)
        }
    }
}

extension CloudServices {
    /// What the token service answers to a good request (RFC 8693, section 2.2.1).
    mutating func federate(
        _ grant: STSJudge.Grant, _ visit: Visit, lifetime: Int64, now: VirtualTime
    ) -> JSONDraft {
        let token = IssuedToken(
            text: "ya29.d.c0A" + KeyMaterial(seed: "\(name)/federated/\(visit.number)").opaque(count: 240),
            holder: .identity(grant.role), scopes: grant.scopes, issuedAt: now, expiration: now + lifetime)
        tokens.add(token)
        var body = JSONDraft()
        body.append("access_token", text: token.text)
        body.append("issued_token_type", text: "urn:ietf:params:oauth:token-type:access_token")
        body.append("token_type", text: "Bearer")
        body.append("expires_in", .int(Int(lifetime)))
        return body
    }
}
