/// An `Authorization` header of Signature Version 4, taken apart.
struct SigV4Authorization: Hashable {
    let accessKeyId: String
    let scope: SigV4.Scope
    /// Lower-case names as listed.
    let signedHeaders: [String]
    let signature: String

    /// `AWS4-HMAC-SHA256 Credential=ID/DAY/REGION/SERVICE/aws4_request, SignedHeaders=a;b, Signature=hex`; the blanks
    /// after the commas may be missing.
    init?(_ value: String) {
        let algorithm = "AWS4-HMAC-SHA256 "
        guard value.hasPrefix(algorithm) else { return nil }
        var fields: [Substring: Substring] = [:]
        for part in value.dropFirst(algorithm.utf8.count).split(separator: ",", omittingEmptySubsequences: false) {
            let pair = part.drop { $0 == " " }.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            guard pair.count == 2, fields.updateValue(pair[1], forKey: pair[0]) == nil else { return nil }
        }
        guard fields.count == 3, let credential = fields["Credential"], let headers = fields["SignedHeaders"],
            let signature = fields["Signature"]
        else { return nil }
        let parts = credential.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count == 5, parts[4] == "aws4_request", parts.allSatisfy({ !$0.isEmpty }) else { return nil }
        accessKeyId = String(parts[0])
        scope = SigV4.Scope(day: String(parts[1]), region: String(parts[2]), service: String(parts[3]))
        signedHeaders = headers.split(separator: ";", omittingEmptySubsequences: false).map(String.init)
        self.signature = String(signature)
    }
}
