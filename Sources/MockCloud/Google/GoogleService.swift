/// The services of Google Cloud that the exchange needs, by the first label of their hosts' names.
package enum GoogleService: String, Sendable, Hashable, CaseIterable {
    /// The security token service, which exchanges the signed AWS request for a federated token.
    case sts
    /// Turns the federated token into one of a service account, and knows where that account may be used.
    case iamCredentials = "iamcredentials"
    /// Knows the id of a project whose number is given: asked by `google.auth.default()` when no variable names a project.
    case resourceManager = "cloudresourcemanager"
    case bigQuery = "bigquery"

    /// The service that a host of googleapis.com belongs to, in lower case; `nil` for a name that is none of the forms
    /// `SERVICE`, `SERVICE.mtls`, `SERVICE.REGION.rep`, `SERVICE-NAME.p` (Private Service Connect), `REGION.SERVICE`,
    /// `REGION-SERVICE` and `SERVICE.REGION` before `.googleapis.com`.
    ///
    /// `rep` is what `gcloud … create-cred-config --sts-location` writes; google-auth 2.7 to 2.16 listed the others.
    package init?(host: String) {
        let suffix = ".googleapis.com"
        guard host.utf8.count <= 253, host.hasSuffix(suffix) else { return nil }
        let labels = host.dropLast(suffix.count).split(separator: ".", omittingEmptySubsequences: false)
        guard labels.allSatisfy(Self.isLabel), let service = Self.service(of: labels) else { return nil }
        self = service
    }

    private static func service(of labels: [Substring]) -> Self? {
        let plain = labels.map { Self(rawValue: String($0)) }
        switch labels.count {
        case 1: return plain[0] ?? allCases.first { labels[0].hasSuffix("-\($0.rawValue)") }
        case 2:
            if labels[1] == "p" { return allCases.first { labels[0].hasPrefix("\($0.rawValue)-") } }
            return plain[0] ?? plain[1]
        case 3: return labels[2] == "rep" ? plain[0] : nil
        default: return nil
        }
    }

    private static func isLabel(_ label: Substring) -> Bool {
        (1...63).contains(label.utf8.count) && label.first != "-" && label.last != "-"
            && label.utf8.allSatisfy { (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) || $0 == 0x2D }
    }
}
