import Diagnostics
import Testing

/// What `gcloud iam workload-identity-pools create-cred-config --aws` writes, in the forms that its flags give.
struct GcloudConfig: Sendable, CustomTestStringConvertible {
    var hasIMDSv2 = false
    var hasServiceAccount = true
    var lifetime: Int?
    var stsLocation: String?
    var hasUniverseDomain = true

    static let all: [GcloudConfig] = [false, true].flatMap { imdsv2 in
        [false, true].flatMap { universe in
            [
                GcloudConfig(hasIMDSv2: imdsv2, hasUniverseDomain: universe),
                GcloudConfig(hasIMDSv2: imdsv2, hasServiceAccount: false, hasUniverseDomain: universe),
                GcloudConfig(hasIMDSv2: imdsv2, lifetime: 2800, hasUniverseDomain: universe),
                GcloudConfig(hasIMDSv2: imdsv2, stsLocation: "us-east1", hasUniverseDomain: universe),
            ]
        }
    }

    static let metadata = ["region_url", "url", "imdsv2_session_token_url"]

    /// The file, as Python's `json.dumps(…, indent=2)` lays it out.
    var text: String {
        let sts = stsLocation.map { "sts.\($0).rep.googleapis.com" } ?? "sts.googleapis.com"
        var source = [
            #""environment_id": "aws1""#,
            #""region_url": "http://169.254.169.254/latest/meta-data/placement/availability-zone""#,
            #""url": "http://169.254.169.254/latest/meta-data/iam/security-credentials""#,
            #""regional_cred_verification_url": "https://sts.{region}.amazonaws.com?Action=GetCallerIdentity&Version=2011-06-15""#,
        ]
        if hasIMDSv2 { source.append(#""imdsv2_session_token_url": "http://169.254.169.254/latest/api/token""#) }
        var members = [String]()
        if hasUniverseDomain { members.append(#""universe_domain": "googleapis.com""#) }
        members += [
            #""type": "external_account""#,
            #""audience": "//iam.googleapis.com/projects/123456789012/locations/global/workloadIdentityPools/mwaa-pool/providers/mwaa-aws""#,
            #""subject_token_type": "urn:ietf:params:aws:token-type:aws4_request""#,
            #""token_url": "https://\#(sts)/v1/token""#,
            "\"credential_source\": {\n    " + source.joined(separator: ",\n    ") + "\n  }",
        ]
        if hasServiceAccount {
            members.append(
                #""service_account_impersonation_url": "https://iamcredentials.googleapis.com/v1/projects/-/serviceAccounts/mwaa-dags@data-project-1.iam.gserviceaccount.com:generateAccessToken""#
            )
            if let lifetime {
                members.append("\"service_account_impersonation\": {\n    \"token_lifetime_seconds\": \(lifetime)\n  }")
            }
        } else {
            members.append(#""token_info_url": "https://\#(sts)/v1/introspect""#)
        }
        return "{\n  " + members.joined(separator: ",\n  ") + "\n}"
    }

    var source: SourceText { SourceText(name: "config.json", text: text) }

    /// The lines of ``text`` without those for instance metadata, and without a comma that this leaves at an end.
    var prepared: String {
        var lines = text.split(separator: "\n", omittingEmptySubsequences: false).filter { line in
            !Self.metadata.contains { line.contains("\"\($0)\":") }
        }
        for index in lines.indices.dropLast()
        where lines[index].hasSuffix(",")
            && lines[index + 1].drop(while: { $0 == " " }).hasPrefix("}")
        {
            lines[index].removeLast()
        }
        return lines.joined(separator: "\n")
    }

    var testDescription: String {
        "imdsv2 \(hasIMDSv2), account \(hasServiceAccount), lifetime \(lifetime ?? 0), location \(stsLocation ?? "-")"
    }
}
