import Diagnostics
import SpannedJSON
import TestSupport

/// Configs that are almost good, made from good ones; the same ones in each run.
enum Mutations {
    /// Bytes of `count` configs: every single change of the tables below first, then random pairs of changes and
    /// random damage to the text.
    /// - Precondition: `count` is enough for the tables.
    static func configs(_ count: Int) -> [[UInt8]] {
        var random = SplitMix(state: 0x6D77_6161)
        var result: [[UInt8]] = []
        var seen: Set<[String]> = []
        for base in bases {
            for path in members(of: base) where seen.insert(path).inserted {
                result.append(base.removing(path).bytes)
                for value in values(for: path) { result.append(base.setting(path, to: value).bytes) }
            }
        }
        for (parent, name, value) in additions { result.append(bases[0].setting(parent + [name], to: value).bytes) }
        precondition(result.count <= count)
        while result.count < count {
            let base = bases[Int(random.next() % UInt64(bases.count))]
            switch random.next() % 3 {
            case 0: result.append(damaged(base.bytes, &random))
            default: result.append(changed(changed(base, &random), &random).bytes)
            }
        }
        return result
    }

    /// Configs without instance metadata, in which the validator finds no error.
    private static let bases: [JSONTree] = [
        JSONTree(GcloudConfig()), JSONTree(GcloudConfig(hasIMDSv2: true, lifetime: 2800)),
        JSONTree(GcloudConfig(hasServiceAccount: false, stsLocation: "us-east1", hasUniverseDomain: false)),
    ]

    private static func members(of tree: JSONTree) -> [[String]] {
        guard case .object(let members) = tree else { return [] }
        return members.flatMap { name, value in [[name]] + Self.members(of: value).map { [name] + $0 } }
    }

    private static func changed(_ tree: JSONTree, _ random: inout SplitMix) -> JSONTree {
        let paths = members(of: tree)
        let path = paths[Int(random.next() % UInt64(paths.count))]
        let values = values(for: path)
        let choice = Int(random.next() % UInt64(values.count + 2))
        if choice < values.count { return tree.setting(path, to: values[choice]) }
        if choice == values.count { return tree.removing(path) }
        let (parent, name, value) = additions[Int(random.next() % UInt64(additions.count))]
        return tree.setting(parent + [name], to: value)
    }

    /// Deletes, inserts, replaces or doubles a few bytes, or cuts the text off.
    private static func damaged(_ bytes: [UInt8], _ random: inout SplitMix) -> [UInt8] {
        var bytes = bytes
        for _ in 0...(random.next() % 3) {
            let index = Int(random.next() % UInt64(bytes.count))
            switch random.next() % 6 {
            case 0: bytes.remove(at: index)
            case 1: bytes.insert(punctuation[Int(random.next() % UInt64(punctuation.count))], at: index)
            case 2: bytes[index] = punctuation[Int(random.next() % UInt64(punctuation.count))]
            case 3: bytes[index] = UInt8(truncatingIfNeeded: random.next())
            case 4: bytes.insert(bytes[index], at: index)
            default: bytes.removeLast(Int(random.next() % UInt64(bytes.count - 1)))
            }
        }
        return bytes
    }

    private static let punctuation = Array("{}[]:,\"\\/' \n\t0a.-#\u{0}\u{7F}é".utf8)

    private static func values(for path: [String]) -> [JSONTree] {
        let general: [JSONTree] = [
            .raw("null"), .raw("0"), .raw("1"), .raw("-1.5"), .raw("true"), .raw("false"), .raw("[]"), .raw("{}"),
            .raw("[1]"), .raw(#"{"a": 1}"#), .raw("1e999"), .string(""), .string(" "), .string("x"), .string("\\n"),
            .string("é"), .string("\\ud800"), .string("\\u0000"),
        ]
        guard let texts = texts[path.last ?? ""] else { return general }
        return general + texts.map { .string($0) }
            + texts.prefix(3).flatMap { text in
                [
                    .string(" " + text), .string(text + " "), .string(text + "\\n"), .string(text.uppercased()),
                    .string(text + "x"),
                ]
            }
    }

    private static let texts: [String: [String]] = [
        "type": [
            "external_account", "authorized_user", "service_account", "impersonated_service_account",
            "external_account_authorized_user", "gdch_service_account", "External_Account", "external account",
        ],
        "audience": [
            "//iam.googleapis.com/projects/1/locations/global/workloadIdentityPools/pool/providers/prov",
            "//iam.googleapis.com/locations/global/workforcePools/pool/providers/prov",
            "//iam.googleapis.com/locations/us-east1/workforcePools/pool/providers/prov",
            "https://iam.googleapis.com/projects/1/locations/global/workloadIdentityPools/pool/providers/prov",
        ],
        "subject_token_type": [
            "urn:ietf:params:aws:token-type:aws4_request", "urn:ietf:params:oauth:token-type:jwt",
            "urn:ietf:params:oauth:token-type:saml2", "urn:ietf:params:aws:token-type:aws4",
        ],
        "token_url": tokenURLs("sts", "/v1/token"),
        "token_info_url": tokenURLs("sts", "/v1/introspect"),
        "service_account_impersonation_url": tokenURLs(
            "iamcredentials",
            "/v1/projects/-/serviceAccounts/mwaa-dags@data-project-1.iam.gserviceaccount.com:generateAccessToken")
            + [
                "mwaa-dags@data-project-1.iam.gserviceaccount.com", ":generateAccessToken", "/:generateAccessToken",
                "https://iamcredentials.googleapis.com/v1/projects/-/serviceAccounts/:generateAccessToken",
                "https://iamcredentials.googleapis.com/v1/projects/-/serviceAccounts/a@b:generateIdToken",
            ],
        "environment_id": ["aws1", "aws2", "aws", "aws01", "aws1.0", "azure1", "aws\\u0661", "1aws", "aws10"],
        "region_url": hosts, "url": hosts, "imdsv2_session_token_url": hosts,
        "regional_cred_verification_url": [
            "https://sts.{region}.amazonaws.com?Action=GetCallerIdentity&Version=2011-06-15",
            "http://sts.{region}.amazonaws.com?Action=GetCallerIdentity&Version=2011-06-15",
            "HTTPS://sts.{region}.amazonaws.com?Action=GetCallerIdentity&Version=2011-06-15",
            "sts.{region}.amazonaws.com?Action=GetCallerIdentity&Version=2011-06-15", "https://", "https:///x",
            "https://[x",
            "https://sts.{region}.amazonaws.com:x?Action=GetCallerIdentity&Version=2011-06-15", "//", "https://[::1]",
            "https://sts.[{region}].amazonaws.com?Action=GetCallerIdentity&Version=2011-06-15",
        ],
        "universe_domain": ["googleapis.com", "example.com", "{universe_domain}"],
        "token_lifetime_seconds": ["3600"],
    ]

    private static let hosts = [
        "http://169.254.169.254/latest/x", "http://169.254.170.2/v2/credentials/x", "http://[fd00:ec2::254]/latest/x",
        "http://127.0.0.1:8080/x", "http://[fd00:ec2::23]/x", "169.254.169.254", "http://169.254.169.254.example.com/",
        "//",
        "http://[x", "http://[::1/x",
    ]

    /// URLs as google-auth 2.7.0 to 2.16.0 distinguished them, and their look-alikes.
    private static func tokenURLs(_ service: String, _ path: String) -> [String] {
        [
            "https://\(service).googleapis.com", "https://us-east-1.\(service).googleapis.com",
            "https://US-EAST-1.\(service).googleapis.com", "https://\(service).us-east-1.googleapis.com",
            "https://\(service).us-east1.rep.googleapis.com", "https://us-east-1-\(service).googleapis.com",
            "https://\(service).mtls.googleapis.com", "https://us-east-1.\(service).mtls.googleapis.com",
            "https://\(service)-name.p.googleapis.com", "https://\(service)-us-east-1.p.foo.googleapis.com",
            "https://.googleapis.com", "https://badhost", "https://\(service).googleapis.comevil.com",
            "https://us-eas\\\\t-1.\(service).googleapis.com", "https:/us-east-1.\(service).googleapis.com",
            "https://us-east-1.us-east-1.\(service).googleapis.com", "https://us-ea.s.t.\(service).googleapis.com",
            "hhttps://us-east-1.\(service).googleapis.com", "https://us- -1.\(service).googleapis.com",
            "https://-\(service).googleapis.com", "https://evil\(service).googleapis.com",
            "https://us-east-1.\(service).googleapis.com.evil.com", "https://x@\(service).googleapis.com",
            "https://x:y@\(service).googleapis.com", "https://\(service).googleapis.com:443",
            "https://\(service).googleapis.com:99999", "https://\(service).googleapis.com:",
            "http://\(service).googleapis.com",
            "HTTPS://\(service).googleapis.com", "https://\(service).googleapis.com\\\\", "https://\(service)",
            "\(service).googleapis.com",
            "//\(service).googleapis.com", "https://[::1]", "https://[x",
            "https://\(service).googleapis.com#x@evil.com",
            "https://\(service).googleapis.com.", "https://\(service)%2egoogleapis.com",
            "https://\(service)_x.p.googleapis.com",
        ].map { $0 + path }
    }

    private static let additions: [([String], String, JSONTree)] = [
        ([], "workforce_pool_user_project", .string("123")), ([], "workforce_pool_user_project", .raw("123")),
        ([], "workforce_pool_user_project", .raw("[0]")), ([], "workforce_pool_user_project", .string("")),
        ([], "workforce_pool_user_project", .raw("0")), ([], "workforce_pool_user_project", .raw("false")),
        ([], "client_id", .string("x")), ([], "client_id", .raw("1")), ([], "client_secret", .raw("{}")),
        ([], "quota_project_id", .raw("1")), ([], "quota_project_id", .string("x")), ([], "scopes", .raw("1")),
        ([], "universe_domain", .raw("null")), ([], "universe_domain", .raw("1")), ([], "trust_boundary", .raw("1")),
        ([], "aws_security_credentials_supplier", .raw("null")), ([], "aws_security_credentials_supplier", .raw("1")),
        ([], "aws_security_credentials_supplier", .raw("{}")), ([], "aws_security_credentials_supplier", .raw("0")),
        ([], "service_account_impersonation", .raw(#""x""#)), ([], "service_account_impersonation", .raw("[]")),
        ([], "service_account_impersonation", .raw("[1]")), ([], "service_account_impersonation", .raw("1")),
        ([], "service_account_impersonation", .raw("0")), ([], "service_account_impersonation", .raw("null")),
        ([], "token_info_url", .string("https://example.com")), ([], "token_info_url", .string("")),
        ([], "token_info_url", .raw("0")), ([], "unknown", .raw("NaN")), ([], "private_key", .string("x")),
        (["credential_source"], "region_url", .string("http://169.254.170.2/x")),
        (["credential_source"], "url", .string("http://127.0.0.1/x")), (["credential_source"], "url", .string("//")),
        (["credential_source"], "url", .raw("1")), (["credential_source"], "url", .string("http://[x")),
        (["credential_source"], "imdsv2_session_token_url", .string("http://169.254.169.254/latest/api/token")),
        (["credential_source"], "imdsv2_session_token_url", .string("")),
        (["credential_source"], "region_url", .raw("true")),
        (["credential_source"], "file", .string("/x")),
        (["credential_source"], "executable", .raw(#"{"command": "x"}"#)),
        (["credential_source"], "certificate", .raw("{}")),
        (["credential_source"], "imdsv2_session_token_url", .raw("1")),
        (["credential_source"], "format", .raw(#"{"type": "json"}"#)), (["credential_source"], "headers", .raw("1")),
    ]
}

/// A JSON value to be changed and written.
indirect enum JSONTree {
    case object([(String, JSONTree)])
    /// Written between quotes as it stands, so escapes are escapes.
    case string(String)
    case raw(String)

    init(_ config: GcloudConfig) {
        let root = JSONParser.parse(SourceText(name: "config.json", text: config.prepared)).root
        self = root.map { Self(node: $0) } ?? .raw("")
    }

    private init(node: JSONNode) {
        switch node.value {
        case .object(let object): self = .object(object.members.map { ($0.key.text, Self(node: $0.value)) })
        case .string(let string): self = .string(string.text)
        case .number(let number): self = .raw(number)
        default: self = .raw("null")
        }
    }

    func removing(_ path: [String]) -> JSONTree { changing(path) { _ in nil } }

    func setting(_ path: [String], to value: JSONTree) -> JSONTree { changing(path) { _ in value } }

    private func changing(_ path: [String], _ change: (JSONTree?) -> JSONTree?) -> JSONTree {
        guard case .object(var members) = self, let name = path.first else { return self }
        let index = members.firstIndex { $0.0 == name }
        let old = index.map { members[$0].1 }
        let new = path.count == 1 ? change(old) : (old ?? .object([])).changing(Array(path.dropFirst()), change)
        switch (index, new) {
        case (let index?, let new?): members[index].1 = new
        case (let index?, nil): members.remove(at: index)
        case (nil, let new?): members.append((name, new))
        case (nil, nil): break
        }
        return .object(members)
    }

    var bytes: [UInt8] { Array(text.utf8) }

    var text: String {
        switch self {
        case .object(let members): "{" + members.map { "\"\($0.0)\": \($0.1.text)" }.joined(separator: ", ") + "}"
        case .string(let text): "\"\(text)\""
        case .raw(let text): text
        }
    }
}
