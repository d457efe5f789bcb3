@testable import MockCloud

/// Serializes a signed GetCallerIdentity request as google-auth does, to the byte.
struct GoogleAuthToken {
    var accessKeyId: String
    var secretAccessKey: String
    var sessionToken: String?
    var region = "eu-west-1"
    /// The region that is signed for, where it is not the URL's.
    var signedRegion: String?
    var service = "sts"
    var template = "https://sts.{region}.amazonaws.com?Action=GetCallerIdentity&Version=2011-06-15"
    var audience: String
    var method = "POST"
    var date: VirtualTime
    /// Google's REST sample signs the target resource; its Python library does not.
    var signsTargetResource = false
    /// Called on the headers after signing.
    var tamper: @Sendable ([Header]) -> [Header] = { $0 }

    var url: String { template.replacing("{region}", with: region) }

    var scope: SigV4.Scope {
        SigV4.Scope(day: String(CalendarDate(date).basic.prefix(8)), region: signedRegion ?? region, service: service)
    }

    private var split: (host: String, path: String, query: String) {
        let rest = url.dropFirst("https://".count)
        let host = rest.prefix { $0 != "/" && $0 != "?" }
        let path = rest.dropFirst(host.count).prefix { $0 != "?" }
        return (String(host), String(path), String(rest.dropFirst(host.count + path.count + 1)))
    }

    private var plainHeaders: [Header] {
        [Header("host", split.host), Header("x-amz-date", CalendarDate(date).basic)]
            + (sessionToken.map { [Header("x-amz-security-token", $0)] } ?? [])
            + [Header("x-goog-cloud-target-resource", audience)]
    }

    private var signedNames: [String] {
        plainHeaders.map(\.name).filter { $0 != "x-goog-cloud-target-resource" || signsTargetResource }
    }

    var signature: String {
        let request = SigV4.Request(method: method, path: split.path, query: split.query, headers: plainHeaders)
        let canonical = SigV4.canonicalRequest(request, signedHeaders: signedNames)
        let toSign = SigV4.stringToSign(canonicalRequest: canonical, date: CalendarDate(date).basic, scope: scope)
        return SigV4.signature(of: toSign, secretAccessKey: secretAccessKey, scope: scope)
    }

    var text: String {
        let authorization = Header(
            "Authorization",
            "AWS4-HMAC-SHA256 Credential=\(accessKeyId)/\(scope), "
                + "SignedHeaders=\(signedNames.joined(separator: ";")), Signature=\(signature)")
        let headers = tamper([authorization] + plainHeaders).map {
            #"{"key":\#(Self.quoted($0.name)),"value":\#(Self.quoted($0.value))}"#
        }
        let json =
            #"{"headers":[\#(headers.joined(separator: ","))],"method":"\#(method)","url":\#(Self.quoted(url))}"#
        return PercentEncoding.encode(json.utf8).replacing("%2F", with: "/")
    }

    /// The form that is posted; `changes` replace or, with `nil`, remove fields.
    func form(_ changes: [String: String?] = [:]) -> [UInt8] {
        var fields = [
            ("grant_type", "urn:ietf:params:oauth:grant-type:token-exchange"), ("audience", audience),
            ("scope", "https://www.googleapis.com/auth/iam"),
            ("requested_token_type", "urn:ietf:params:oauth:token-type:access_token"), ("subject_token", text),
            ("subject_token_type", "urn:ietf:params:aws:token-type:aws4_request"),
        ]
        for (name, value) in changes {
            fields.removeAll { $0.0 == name }
            if let value { fields.append((name, value)) }
        }
        return Array(fields.map { "\($0.0)=\(PercentEncoding.encode($0.1.utf8))" }.joined(separator: "&").utf8)
    }

    /// A JSON string with everything but ASCII escaped, as Python's `json.dumps` writes it.
    private static func quoted(_ text: String) -> String {
        let units = text.utf16.map { unit -> String in
            switch unit {
            case 0x22: "\\\""
            case 0x5C: "\\\\"
            case 0x20..<0x7F: String(Unicode.Scalar(UInt8(unit)))
            default: "\\u" + String(repeating: "0", count: 4 - String(unit, radix: 16).count) + String(unit, radix: 16)
            }
        }
        return "\"\(units.joined())\""
    }
}
