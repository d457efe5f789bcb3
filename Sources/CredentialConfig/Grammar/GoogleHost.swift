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
    init?(_ host: ArraySlice<UInt8>, service: StaticString, universe: String) {
        let end = host.count - universe.utf8.count - 1
        // What nearly every config has.
        if end == service.utf8CodeUnitCount, host.begins(with: service), host.dropFirst(end).first == UInt8(ascii: "."),
            host.ends(withText: universe)
        {
            self = .global
            return
        }
        let host = host.map { (0x41...0x5A).contains($0) ? $0 | 0x20 : $0 }[...]
        guard end > 0, host[end] == UInt8(ascii: "."), host.ends(withText: universe) else { return nil }
        let labels = host[..<end].parts(separatedBy: UInt8(ascii: "."))
        guard labels.allSatisfy(Self.isLabel) else { return nil }
        switch labels.count {
        case 1:
            if labels[0].equals(service) {
                self = .global
            } else if labels[0].ends(withText: "-\(service)") {
                self = .locational
            } else {
                return nil
            }
        case 2:
            if labels[0].equals(service) {
                self = labels[1].equals("mtls") ? .mutualTLS : .locational
            } else if labels[1].equals(service) {
                self = .locational
            } else if labels[1].equals("p"), labels[0].text.hasPrefix("\(service)-") {
                self = .privateServiceConnect
            } else {
                return nil
            }
        case 3:
            guard labels[0].equals(service), labels[2].equals("rep") else { return nil }
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

    private static func isLabel(_ label: ArraySlice<UInt8>) -> Bool {
        !label.isEmpty && label.first != UInt8(ascii: "-") && label.last != UInt8(ascii: "-")
            && label.allSatisfy { byte in
                (0x61...0x7A).contains(byte) || (0x30...0x39).contains(byte) || byte == UInt8(ascii: "-")
            }
    }
}
