import SpannedJSON

/// A provider of subject tokens other than AWS, by the members of its credential source.
struct OtherProvider {
    /// The member that gives it away.
    let member: JSONMember
    /// For messages: "a file".
    let description: String

    /// `nil` when the source is for AWS, or says nothing of where tokens come from.
    init?(source: JSONObject) {
        for (name, description) in Self.signs {
            guard let member = source[name] else { continue }
            self.member = member
            self.description = description
            return
        }
        guard let url = source["url"], Self.awsMembers.allSatisfy({ source[$0] == nil }),
            source["format"] != nil || source["headers"] != nil || Self.isSecure(url)
        else { return nil }
        member = url
        description = "a URL"
    }

    /// What gives AWS credentials to a machine is asked in clear text.
    private static func isSecure(_ url: JSONMember) -> Bool {
        if case .string(let string) = url.value.value { string.text.hasPrefix("https://") } else { false }
    }

    private static let signs = [("file", "a file"), ("executable", "an executable"), ("certificate", "a certificate")]
    private static let awsMembers = [
        "environment_id", "region_url", "regional_cred_verification_url", "imdsv2_session_token_url",
    ]
}
