/// A service account as the path of an impersonation URL names it.
package struct ServiceAccount: Sendable, Hashable {
    /// The e-mail address, or the numeric unique id.
    package let name: String
    package let form: Form

    package enum Form: Sendable, Hashable {
        /// `ID@PROJECT.iam.gserviceaccount.com`; the project of a domain is `example.com:name` here.
        case userManaged(projectID: String)
        /// `NUMBER-compute@developer.gserviceaccount.com`
        case computeDefault(projectNumber: String)
        /// `PROJECT@appspot.gserviceaccount.com`
        case appEngineDefault(projectID: String)
        /// Digits only.
        case uniqueID
    }

    /// `nil` when `bytes` is none of these.
    init?(_ bytes: ArraySlice<UInt8>) {
        name = bytes.text
        if Identifiers.isDigits(bytes) {
            form = .uniqueID
            return
        }
        guard let mark = bytes.firstIndex(of: UInt8(ascii: "@")) else { return nil }
        let user = bytes[..<mark]
        let domain = bytes[(mark + 1)...]
        if domain.equals("developer.gserviceaccount.com") {
            guard user.ends(with: "-compute"), Identifiers.isDigits(user.dropLast(8)) else { return nil }
            form = .computeDefault(projectNumber: user.dropLast(8).text)
        } else if domain.equals("appspot.gserviceaccount.com") {
            guard let project = Self.project(user) else { return nil }
            form = .appEngineDefault(projectID: project)
        } else if domain.ends(with: Self.suffix) {
            guard Identifiers.isProjectOrAccountID(user),
                let project = Self.project(domain.dropLast(Self.suffix.utf8.count))
            else { return nil }
            form = .userManaged(projectID: project)
        } else {
            return nil
        }
    }

    private static let suffix = ".iam.gserviceaccount.com"

    /// `name`, or `name.example.com` for a project `example.com:name`.
    private static func project(_ bytes: ArraySlice<UInt8>) -> String? {
        if let dot = bytes.firstIndex(of: UInt8(ascii: ".")) {
            let name = bytes[..<dot]
            let domain = bytes[(dot + 1)...]
            guard Identifiers.isProjectOrAccountID(name), Identifiers.isDomain(domain) else { return nil }
            return domain.text + ":" + name.text
        }
        return Identifiers.isProjectOrAccountID(bytes) ? bytes.text : nil
    }
}
