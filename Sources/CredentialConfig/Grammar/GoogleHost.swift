import MWAAReleases

/// The forms that the host of a Google service takes: `sts` or `iamcredentials` in place of SERVICE below.
///
/// The last three are the patterns that google-auth 2.7.0 to 2.16.0 checked (`external_account.py`,
/// `validate_token_url`), `rep` is what `gcloud … create-cred-config --sts-location` writes.
enum GoogleHost {
    /// `SERVICE.googleapis.com`
    case global
    /// `SERVICE.mtls.googleapis.com`
    case mutualTLS
    /// `SERVICE.REGION.rep.googleapis.com`
    case regional
    /// `SERVICE-NAME.p.googleapis.com`: Private Service Connect
    case privateServiceConnect
    /// `REGION.SERVICE.googleapis.com`, `REGION-SERVICE.googleapis.com` or `SERVICE.REGION.googleapis.com`
    case locational

    /// - Parameter universe: `googleapis.com`, or the config's `universe_domain`.
    init?(_ host: ArraySlice<UInt8>, service: String, universe: String) {
        let host = String(decoding: host, as: UTF8.self).lowercased()
        guard host.hasSuffix("." + universe) else { return nil }
        let labels = host.dropLast(universe.utf8.count + 1).split(separator: ".", omittingEmptySubsequences: false)
        guard labels.allSatisfy(Self.isLabel) else { return nil }
        switch labels.count {
        case 1:
            if labels[0] == service {
                self = .global
            } else if labels[0].hasSuffix("-" + service) {
                self = .locational
            } else {
                return nil
            }
        case 2:
            if labels[0] == service {
                self = labels[1] == "mtls" ? .mutualTLS : .locational
            } else if labels[1] == service {
                self = .locational
            } else if labels[1] == "p", labels[0].hasPrefix(service + "-") {
                self = .privateServiceConnect
            } else {
                return nil
            }
        case 3:
            guard labels[0] == service, labels[2] == "rep" else { return nil }
            self = .regional
        default: return nil
        }
    }

    /// The versions of google-auth that refuse to load a config with such a URL, if any.
    func refused(inUniverse universe: String) -> ReleaseRange? {
        let checked = ReleaseRange(first: Version(2, 7, 0), end: Version(2, 16, 1))
        if universe != "googleapis.com" { return checked }
        return switch self {
        case .global, .mutualTLS, .locational: nil
        case .regional: checked
        case .privateServiceConnect: ReleaseRange(first: Version(2, 7, 0), end: Version(2, 13, 0))
        }
    }

    private static func isLabel(_ label: Substring) -> Bool {
        !label.isEmpty && !label.hasPrefix("-") && !label.hasSuffix("-")
            && label.utf8.allSatisfy { byte in
                (0x61...0x7A).contains(byte) || (0x30...0x39).contains(byte) || byte == UInt8(ascii: "-")
            }
    }
}
