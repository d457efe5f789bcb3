/// Judges a token exchange as Google's security token service and AWS behind it would, but says exactly why.
///
/// Google checks the form and sends the signed request to AWS; AWS checks signature, date and credentials. The order
/// of the checks is theirs as far as it can be seen, so that a request with several faults gets the answer that it
/// would really get.
package struct STSJudge: Sendable {
    /// The full resource name of the provider that the pool has, from `//iam.googleapis.com/` on; `nil`: whichever a
    /// request names.
    package var audience: String?
    /// Everything that the container endpoint issued so far.
    package var credentials: [IssuedCredential]
    /// The role that these credentials are of.
    package var role: RoleSession
    /// The service's own time.
    package var now: VirtualTime

    package init(audience: String?, credentials: [IssuedCredential], role: RoleSession, now: VirtualTime) {
        self.audience = audience
        self.credentials = credentials
        self.role = role
        self.now = now
    }

    /// How far a signature's date may be from AWS's time, either way. The number stands in AWS's own refusals
    /// ("Signature expired: … is now earlier than … (… - 15 min.)").
    package static let dateTolerance: Int64 = 15 * 60

    /// What a good exchange gives.
    package struct Grant: Sendable, Hashable {
        /// The caller as AWS names it, which attribute mappings start from.
        package let role: RoleSession
        package let credential: IssuedCredential
        package let scopes: [String]
    }

    /// - Parameter body: the form that was posted to `/v1/token`.
    package func judge(_ body: [UInt8]) throws(STSRefusal) -> Grant {
        guard let form = FormFields(body) else {
            throw .google(
                .request, "invalid_request", "Invalid request body.",
                reason: "the body is not application/x-www-form-urlencoded")
        }
        let scopes = try judge(form)
        guard let text = form["subject_token"], !text.isEmpty else {
            throw .google(
                .subjectToken, "invalid_request", "Missing required parameter: subject_token",
                reason: "there is no subject_token")
        }
        let token: SubjectToken
        do throws(SubjectToken.Problem) {
            token = try SubjectToken(text)
        } catch {
            throw .format(.subjectToken, reason: Self.describe(error))
        }
        let host = try judgeDestination(of: token)
        try judgeTargetResource(of: token, audience: form["audience"] ?? "")
        let credential = try judgeSignature(of: token, host: host)
        let subject = role.arn
        if subject.utf8.count > 127 {
            throw .google(
                .subjectTooLong, .oversizedAttribute,
                reason: "google.subject would be \(subject), which has \(subject.utf8.count) bytes; 127 are allowed")
        }
        return Grant(role: role, credential: credential, scopes: scopes)
    }

    private static func describe(_ problem: SubjectToken.Problem) -> String {
        switch problem {
        case .notPercentEncoded: "the subject token has a broken percent escape"
        case .notJSON: "the subject token is not percent-encoded JSON"
        case .member(let name): "the subject token's member \"\(name)\" is missing or of the wrong type"
        }
    }
}
