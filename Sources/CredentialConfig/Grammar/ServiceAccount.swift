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
        guard let form = Self.form(bytes) else { return nil }
        self.form = form
        name = bytes.text
    }

    /// What kind of name `bytes` is, if any.
    private static func form(_ bytes: ArraySlice<UInt8>) -> Form? {
        if Identifiers.isDigits(bytes) { return .uniqueID }
        let mark = bytes.firstIndexOrEnd(of: UInt8(ascii: "@"))
        guard mark < bytes.endIndex else { return nil }
        let user = bytes[..<mark]
        let domain = bytes[(mark + 1)...]
        if domain.equals("developer.gserviceaccount.com") {
            guard user.ends(with: "-compute"), Identifiers.isDigits(user.dropLast(8)) else { return nil }
            return .computeDefault(projectNumber: user.dropLast(8).text)
        }
        if domain.equals("appspot.gserviceaccount.com") {
            guard let project = Self.project(user) else { return nil }
            return .appEngineDefault(projectID: project)
        }
        if domain.ends(with: suffix) {
            guard Identifiers.isProjectOrAccountID(user),
                let project = Self.project(domain.dropLast(suffix.utf8CodeUnitCount))
            else { return nil }
            return .userManaged(projectID: project)
        }
        return nil
    }

    private static let suffix: StaticString = ".iam.gserviceaccount.com"

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
