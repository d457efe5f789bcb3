extension STSJudge {
    /// Where the signed request would go: AWS's STS, for GetCallerIdentity.
    func judgeDestination(of token: SubjectToken) throws(STSRefusal) -> STSHost {
        guard let url = SplitURL(https: token.url) else {
            throw .format(.verificationURL, reason: "the signed URL \(token.url) is not an https URL of AWS STS")
        }
        let host: STSHost
        do throws(STSHost.Problem) {
            host = try STSHost(url.host)
        } catch {
            throw .format(.region, reason: Self.describe(error, host: url.host))
        }
        guard url.path.isEmpty || url.path == "/", let query = FormFields(url.query.utf8), query.fields.count == 2,
            query["Action"] == "GetCallerIdentity", query["Version"] == "2011-06-15"
        else {
            throw .format(.verificationURL, reason: "the signed URL \(token.url) does not call GetCallerIdentity")
        }
        guard token.method == "POST" || token.method == "GET" else {
            throw .format(.verificationURL, reason: "the signed request's method is \(token.method)")
        }
        guard token.header("host")?.lowercased() == url.host else {
            throw .format(
                .verificationURL,
                reason: "the signed host header is \(token.header("host") ?? "missing"), the URL's host \(url.host)")
        }
        return host
    }

    private static func describe(_ problem: STSHost.Problem, host: String) -> String {
        switch problem {
        case .notSTS: "the signed URL's host \(host) is not one of AWS STS"
        case .noRegion(""): "the signed URL's host \(host) has no region in it, as when AWS_REGION is set but empty"
        case .noRegion(let region): "\"\(region)\" in the signed URL's host \(host) is not an AWS region"
        case .wrongSuffix(let region, let expected):
            "the region \(region) is served under \(expected), but the signed URL's host is \(host)"
        }
    }

    /// Signed or not, the header must repeat the audience: it keeps a token for one pool from being used at another.
    func judgeTargetResource(of token: SubjectToken, audience: String) throws(STSRefusal) {
        guard let target = token.header("x-goog-cloud-target-resource") else {
            throw .format(.targetResource, reason: "the signed request has no x-goog-cloud-target-resource header")
        }
        guard target == audience else {
            throw .format(
                .targetResource, reason: "x-goog-cloud-target-resource is \(target), the audience is \(audience)")
        }
    }

    /// What AWS checks.
    func judgeSignature(of token: SubjectToken, host: STSHost) throws(STSRefusal) -> IssuedCredential {
        guard let value = token.header("authorization") else {
            throw .aws(
                .authorization, "MissingAuthenticationToken", "Request is missing Authentication Token",
                reason: "the signed request has no Authorization header")
        }
        guard let authorization = SigV4Authorization(value), let dateText = token.header("x-amz-date") else {
            throw .aws(
                .authorization, "IncompleteSignature", "Request must contain a complete Authorization header",
                reason: "the Authorization header or x-amz-date is not that of an AWS4-HMAC-SHA256 signature")
        }
        try judgeScope(authorization, host: host)
        let credential = try judgeKeys(authorization, token: token)
        let date = try judgeDate(dateText, authorization)
        try judgeSignedHeaders(authorization, token: token)
        let request = SigV4.Request(
            method: token.method, path: SplitURL(https: token.url)?.path ?? "",
            query: SplitURL(https: token.url)?.query ?? "", headers: token.headers)
        let expected = SigV4.signature(
            of: SigV4.stringToSign(
                canonicalRequest: SigV4.canonicalRequest(request, signedHeaders: authorization.signedHeaders),
                date: date.text, scope: authorization.scope),
            secretAccessKey: credential.secretAccessKey, scope: authorization.scope)
        guard authorization.signature == expected else {
            throw .aws(
                .signature, "SignatureDoesNotMatch",
                "The request signature we calculated does not match the signature you provided. Check your AWS Secret "
                    + "Access Key and signing method. Consult the service documentation for details.",
                reason: "the signature does not follow from the request and the secret key of credentials "
                    + "\(credential.number)")
        }
        return credential
    }

    private func judgeScope(_ authorization: SigV4Authorization, host: STSHost) throws(STSRefusal) {
        let scope = authorization.scope
        guard scope.service == "sts" else {
            throw .aws(
                .authorization, "SignatureDoesNotMatch", "Credential should be scoped to correct service: 'sts'. ",
                reason: "the signature is scoped to the service \"\(scope.service)\", not \"sts\"")
        }
        guard scope.region == host.region else {
            throw .aws(
                .region, "SignatureDoesNotMatch", "Credential should be scoped to a valid region. ",
                reason: "the signature is scoped to \(scope.region), but the host serves \(host.region)")
        }
    }

    private func judgeKeys(
        _ authorization: SigV4Authorization, token: SubjectToken
    ) throws(STSRefusal) -> IssuedCredential {
        let invalid = "The security token included in the request is invalid."
        guard let credential = credentials.first(where: { $0.accessKeyId == authorization.accessKeyId }) else {
            throw .aws(
                .accessKey, "InvalidClientTokenId", invalid,
                reason: "the container endpoint never issued the access key \(authorization.accessKeyId)")
        }
        guard let session = token.header("x-amz-security-token") else {
            throw .aws(
                .sessionToken, "InvalidClientTokenId", invalid,
                reason: "the keys are temporary, and the request has no x-amz-security-token")
        }
        guard session == credential.token else {
            let other = credentials.first { $0.token == session }
            throw .aws(
                .sessionToken, "InvalidClientTokenId", invalid,
                reason: other.map {
                    "the access key is of credentials \(credential.number), the session token of credentials \($0.number)"
                } ?? "x-amz-security-token is not the session token of credentials \(credential.number)")
        }
        guard now < credential.expiration else {
            let age = now.seconds - credential.expiration.seconds
            throw .aws(
                .expired, "ExpiredToken", "The security token included in the request is expired",
                reason: "signed with credentials that expired \(Clock.text(age)) before the request")
        }
        return credential
    }

    private func judgeDate(_ text: String, _ authorization: SigV4Authorization) throws(STSRefusal) -> SigningDate {
        guard let date = SigningDate(text), text.prefix(8) == authorization.scope.day else {
            throw .aws(
                .date, "SignatureDoesNotMatch",
                "Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP",
                reason: "x-amz-date is \(text), the signature's day \(authorization.scope.day)")
        }
        let here = CalendarDate(now).basic
        let ahead = date.time.seconds - now.seconds
        if ahead < -Self.dateTolerance {
            let limit = CalendarDate(now + -Self.dateTolerance).basic
            throw .aws(
                .date, "SignatureDoesNotMatch",
                "Signature expired: \(text) is now earlier than \(limit) (\(here) - 15 min.)",
                reason: "signed \(Clock.text(-ahead)) ago by AWS's clock; 00:15:00 are allowed")
        }
        if ahead > Self.dateTolerance {
            let limit = CalendarDate(now + Self.dateTolerance).basic
            throw .aws(
                .date, "SignatureDoesNotMatch",
                "Signature not yet current: \(text) is still later than \(limit) (\(here) + 15 min.)",
                reason: "signed \(Clock.text(ahead)) in the future by AWS's clock; 00:15:00 are allowed")
        }
        return date
    }

    /// AWS wants the host and every `x-amz-` header signed.
    private func judgeSignedHeaders(_ authorization: SigV4Authorization, token: SubjectToken) throws(STSRefusal) {
        let signed = authorization.signedHeaders
        let present = token.headers.map { $0.name.lowercased() }
        let required = present.filter { $0 == "host" || $0.hasPrefix("x-amz-") }
        guard signed == signed.sorted(), Set(signed).isSuperset(of: required), Set(signed).isSubset(of: present) else {
            throw .aws(
                .signature, "SignatureDoesNotMatch",
                "'Host' or 'x-amz-' headers must be signed, and signed headers must be in the request.",
                reason: "the signed headers are \(signed.joined(separator: ";")), the request has "
                    + present.sorted().joined(separator: ";"))
        }
    }
}

/// Spans of time for people.
enum Clock {
    /// `00:14:10`; hours go on past 99.
    static func text(_ seconds: Int64) -> String {
        func padded(_ number: Int64) -> String { number < 10 ? "0\(number)" : "\(number)" }
        return "\(padded(seconds / 3_600)):\(padded(seconds % 3_600 / 60)):\(padded(seconds % 60))"
    }
}
