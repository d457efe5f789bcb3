import Testing

@testable import MockCloud

@Suite struct STSJudgeTests {
    private let audience =
        "//iam.googleapis.com/projects/123456789012/locations/global/workloadIdentityPools/aws-pool/providers/mwaa"
    private let now = VirtualTime(seconds: 1_790_000_000)
    private let issued: [IssuedCredential]
    private let judge: STSJudge

    init() throws {
        var credentials = IssuedCredentials(scenario: "judge", issuer: Issuer(rotation: .eachConnection))
        _ = credentials.issue(at: now + -600, lifetime: nil)
        _ = credentials.issue(at: now + -600, lifetime: nil)
        issued = credentials.all
        let role = try #require(
            RoleSession(roleARN: "arn:aws:iam::123456789012:role/service-role/My-Role", session: "AmazonMWAA-airflow"))
        judge = STSJudge(audience: audience, credentials: issued, role: role, now: now)
    }

    private var token: GoogleAuthToken {
        GoogleAuthToken(
            accessKeyId: issued[0].accessKeyId, secretAccessKey: issued[0].secretAccessKey,
            sessionToken: issued[0].token, audience: audience, date: now)
    }

    private func refusal(
        _ token: GoogleAuthToken, _ changes: [String: String?] = [:], at time: VirtualTime? = nil
    ) throws -> STSRefusal {
        var judge = judge
        judge.now = time ?? now
        let verdict = Result { () throws(STSRefusal) in try judge.judge(token.form(changes)) }
        return try #require(verdict.failure)
    }

    private func changed(_ change: (inout GoogleAuthToken) -> Void) -> GoogleAuthToken {
        var token = token
        change(&token)
        return token
    }

    @Test func grantsAGoodRequest() throws {
        let grant = try judge.judge(token.form())
        #expect(grant.credential == issued[0])
        #expect(grant.role.arn == "arn:aws:sts::123456789012:assumed-role/My-Role/AmazonMWAA-airflow")
        #expect(grant.scopes == ["https://www.googleapis.com/auth/iam"])
    }

    @Test func theTargetResourceMayBeSignedOrNot() throws {
        #expect(try judge.judge(changed { $0.signsTargetResource = true }.form()).credential.number == 1)
    }

    @Test func theGlobalHostIsInUsEast1() throws {
        let query = "Action=GetCallerIdentity&Version=2011-06-15"
        let global = changed {
            $0.region = "us-east-1"
            $0.template = "https://sts.amazonaws.com/?\(query)"
        }
        #expect(try judge.judge(global.form()).credential.number == 1)
        let elsewhere = try refusal(changed { $0.template = global.template })
        #expect(elsewhere.reason == "the signature is scoped to eu-west-1, but the host serves us-east-1")
        let fips = changed { $0.template = "https://sts-fips.{region}.amazonaws.com?\(query)" }
        #expect(try judge.judge(fips.form()).credential.number == 1)
    }

    @Test(arguments: [
        ("grant_type", "client_credentials", "unsupported_grant_type"), ("grant_type", nil, "unsupported_grant_type"),
        ("audience", nil, "invalid_request"), ("audience", "//iam.googleapis.com/projects/1", "invalid_request"),
        (
            "audience",
            "//iam.googleapis.com/projects/123456789012/locations/global/workloadIdentityPools/aws-pool/providers/x",
            "invalid_target"
        ),
        ("requested_token_type", "urn:ietf:params:oauth:token-type:jwt", "invalid_request"),
        ("scope", nil, "invalid_scope"), ("scope", "everything", "invalid_scope"),
        ("subject_token_type", "urn:ietf:params:oauth:token-type:jwt", "invalid_request"),
        ("subject_token", nil, "invalid_request"), ("subject_token", "{}", "invalid_grant"),
        ("subject_token", "%7", "invalid_grant"), ("subject_token", "nonsense", "invalid_grant"),
    ])
    func fieldsOfTheForm(field: String, value: String?, error: String) throws {
        #expect(try refusal(token, [field: value]).error == error)
    }

    @Test func theAnswersAboutTheAudienceAreGoogles() throws {
        let form = try refusal(token, ["audience": "https:\(audience)"])
        #expect(form.description.hasPrefix("Invalid value for \"audience\". This value should be the full resource"))
        let target = try refusal(token, ["audience": audience + "x"])
        #expect(target.description.hasPrefix("The target service indicated by the \"audience\" parameters is invalid."))
        #expect(target.reason == "the audience is \(audience)x, but the provider is \(audience)")
        #expect(
            target.reply.body.bytes.starts(with: #"{"error":"invalid_target","error_description":"The target"#.utf8))
        #expect(target.reply.status == 400)
    }

    @Test func aFieldMayOccurOnlyOnce() throws {
        let body = token.form() + Array("&scope=a".utf8)
        #expect(throws: STSRefusal.self) { try judge.judge(body) }
    }

    @Test(arguments: [
        ("", "the signed URL's host sts..amazonaws.com has no region in it, as when AWS_REGION is set but empty"),
        ("us-east-1a", "\"us-east-1a\" in the signed URL's host sts.us-east-1a.amazonaws.com is not an AWS region"),
        (
            "cn-north-1",
            "the region cn-north-1 is served under amazonaws.com.cn, but the signed URL's host is "
                + "sts.cn-north-1.amazonaws.com"
        ),
    ])
    func regions(region: String, reason: String) throws {
        let refusal = try refusal(changed { $0.region = region })
        #expect(refusal.cause == .region)
        #expect(refusal.reason == reason)
        #expect(refusal.description == "AWS request has invalid format.")
    }

    @Test(arguments: [
        "http://sts.eu-west-1.amazonaws.com?Action=GetCallerIdentity&Version=2011-06-15",
        "https://sts.eu-west-1.amazonaws.com:443?Action=GetCallerIdentity&Version=2011-06-15",
        "https://sts.eu-west-1.amazonaws.com?Action=GetCallerIdentity",
        "https://sts.eu-west-1.amazonaws.com?Action=AssumeRole&Version=2011-06-15",
        "https://sts.eu-west-1.amazonaws.com/x?Action=GetCallerIdentity&Version=2011-06-15",
        "https://example.com?Action=GetCallerIdentity&Version=2011-06-15",
    ])
    func otherURLs(url: String) throws {
        let refusal = try refusal(changed { $0.template = url })
        #expect(refusal.description == "AWS request has invalid format.")
        #expect(refusal.reason.hasPrefix("the signed URL"))
    }

    @Test func theTargetResourceMustBeTheAudience() throws {
        let other = try refusal(
            changed { $0.tamper = { $0.dropLast() + [Header("x-goog-cloud-target-resource", "x")] } })
        #expect(other.cause == .targetResource)
        #expect(other.reason == "x-goog-cloud-target-resource is x, the audience is \(audience)")
        let none = try refusal(changed { $0.tamper = { $0.dropLast() } })
        #expect(none.reason == "the signed request has no x-goog-cloud-target-resource header")
    }

    @Test func keysAndSessionTokens() throws {
        let unknown = try refusal(changed { $0.accessKeyId = "ASIAUNKNOWN" })
        #expect(unknown.cause == .accessKey)
        #expect(
            unknown.description
                == "Received invalid AWS response of type InvalidClientTokenId with error message: "
                + "The security token included in the request is invalid.")
        #expect(
            try refusal(changed { $0.sessionToken = nil }).reason
                == "the keys are temporary, and the request has no x-amz-security-token")
        #expect(
            try refusal(changed { $0.sessionToken = issued[1].token }).reason
                == "the access key is of credentials 1, the session token of credentials 2")
        let foreign = try refusal(changed { $0.sessionToken = "foreign" })
        #expect(foreign.reason == "x-amz-security-token is not the session token of credentials 1")
        #expect(foreign.cause == .sessionToken)
    }

    @Test func expiredCredentials() throws {
        let expiration = issued[0].expiration
        let late = expiration + (14 * 60 + 10)
        let refusal = try refusal(changed { $0.date = late }, at: late)
        #expect(refusal.cause == .expired)
        #expect(refusal.reason == "signed with credentials that expired 00:14:10 before the request")
        #expect(refusal.description.contains("of type ExpiredToken with error message: The security token included in"))
        var judge = judge
        judge.now = expiration + -1
        #expect(try judge.judge(changed { $0.date = judge.now }.form()).credential.number == 1)
        #expect(try self.refusal(changed { $0.date = expiration }, at: expiration).cause == .expired)
    }

    @Test func skewOfAQuarterOfAnHourPasses() throws {
        for skew: Int64 in [-900, -300, 300, 900] {
            #expect(try judge.judge(changed { $0.date = now + skew }.form()).credential.number == 1)
        }
        let slow = try refusal(changed { $0.date = now + -1_200 })
        #expect(slow.cause == .date)
        #expect(slow.reason == "signed 00:20:00 ago by AWS's clock; 00:15:00 are allowed")
        #expect(
            slow.description.hasSuffix(
                "Signature expired: 20260921T135320Z is now earlier than 20260921T135820Z (20260921T141320Z - 15 min.)"
            ))
        #expect(try refusal(changed { $0.date = now + -901 }).cause == .date)
        let fast = try refusal(changed { $0.date = now + 901 })
        #expect(fast.reason == "signed 00:15:01 in the future by AWS's clock; 00:15:00 are allowed")
    }

    @Test func signatures() throws {
        let wrongSecret = try refusal(changed { $0.secretAccessKey = issued[1].secretAccessKey })
        #expect(wrongSecret.cause == .signature)
        #expect(
            wrongSecret.reason == "the signature does not follow from the request and the secret key of credentials 1")
        #expect(wrongSecret.description.contains("of type SignatureDoesNotMatch"))
        #expect(try refusal(changed { $0.signedRegion = "us-east-1" }).cause == .region)
        #expect(
            try refusal(changed { $0.service = "sts-fips" }).reason
                == "the signature is scoped to the service \"sts-fips\", not \"sts\"")
        let headers: @Sendable ([Header]) -> [Header] = { headers in
            headers.map { $0.name == "x-amz-date" ? Header("x-amz-date", "20260921T141321Z") : $0 }
        }
        #expect(try refusal(changed { $0.tamper = headers }).cause == .signature)
        let unsigned = try refusal(changed { $0.tamper = { $0 + [Header("x-amz-extra", "1")] } })
        #expect(unsigned.reason.hasPrefix("the signed headers are host;x-amz-date;x-amz-security-token, the request "))
        #expect(try refusal(changed { $0.tamper = { Array($0.dropFirst()) } }).cause == .authorization)
        let day = "Credential=\(issued[0].accessKeyId)/20260921"
        let otherDay: @Sendable ([Header]) -> [Header] = { headers in
            [Header("Authorization", headers[0].value.replacing(day, with: day.dropLast() + "2"))] + headers.dropFirst()
        }
        #expect(
            try refusal(changed { $0.tamper = otherDay }).reason
                == "x-amz-date is 20260921T141320Z, the signature's day 20260922")
    }

    @Test func aSubjectHasALimit() throws {
        let name = String(repeating: "r", count: 64)
        var judge = judge
        judge.role = try #require(
            RoleSession(roleARN: "arn:aws-us-gov:iam::123456789012:role/\(name)", session: "AmazonMWAA-airflow"))
        let verdict = Result { () throws(STSRefusal) in try judge.judge(token.form()) }
        #expect(verdict.failure?.cause == .subjectTooLong)
        #expect(verdict.failure?.reason.hasSuffix("which has 129 bytes; 127 are allowed") == true)
    }

    /// No reason may give away what the report has to mask.
    @Test func reasonsHaveNoSecrets() throws {
        let tokens = [
            changed { $0.secretAccessKey = "x" }, changed { $0.sessionToken = issued[1].token },
            changed { $0.accessKeyId = "y" }, changed { $0.date = now + 5_000 }, changed { $0.region = "" },
            changed { $0.tamper = { $0 + [Header("x-amz-extra", "1")] } },
        ]
        for token in tokens {
            let refusal = try refusal(token)
            for secret in issued.flatMap({ [$0.secretAccessKey, $0.token] }) {
                #expect(!refusal.reason.contains(secret))
                #expect(!refusal.description.contains(secret))
            }
        }
    }
}
