/// A member that google-auth reads from the config of an AWS workload.
enum ConfigMember: Int {
    case type
    case audience
    case subjectTokenType
    case tokenURL
    case tokenInfoURL
    case impersonationURL
    case impersonation
    case tokenLifetime
    case credentialSource
    case environmentID
    case regionURL
    case url
    case imdsv2URL
    case verificationURL
    case universeDomain
    case clientID
    case clientSecret
    case quotaProject
    case workforceProject
    case supplier

    /// Every member; the index of each is its raw value.
    static let all = (0...Self.supplier.rawValue).compactMap { ConfigMember(rawValue: $0) }

    /// The member of this name; no two objects have members of one name.
    init?(name: ArraySlice<UInt8>) {
        guard name.count < Self.byLength.count else { return nil }
        for member in Self.byLength[name.count] where name.equals(member.literal) {
            self = member
            return
        }
        return nil
    }

    /// Members by the lengths of their names, of which few are alike.
    private static let byLength: [ConfigMemberSet] = {
        let longest = all.reduce(0) { max($0, $1.literal.utf8CodeUnitCount) }
        return (0...longest).map { length in ConfigMemberSet(all.filter { $0.literal.utf8CodeUnitCount == length }) }
    }()

    /// The object that holds a member.
    enum Parent: CaseIterable {
        case root
        case credentialSource
        case impersonation

        /// For messages.
        var description: String {
            switch self {
            case .root: "the config"
            case .credentialSource: "`credential_source`"
            case .impersonation: "`service_account_impersonation`"
            }
        }

        /// The names of its members.
        var names: [String] {
            switch self {
            case .root: Self.rootNames
            case .credentialSource: Self.sourceNames
            case .impersonation: Self.impersonationNames
            }
        }

        private static let rootNames = ConfigMember.all.filter { $0.parent == .root }.map(\.name)
        private static let sourceNames = ConfigMember.all.filter { $0.parent == .credentialSource }.map(\.name)
        private static let impersonationNames = ConfigMember.all.filter { $0.parent == .impersonation }.map(\.name)
    }

    enum Kind {
        case string
        case object
        case number
        /// Another rule judges the value.
        case any
    }

    var name: String { literal.description }

    private var literal: StaticString {
        switch self {
        case .type: "type"
        case .audience: "audience"
        case .subjectTokenType: "subject_token_type"
        case .tokenURL: "token_url"
        case .tokenInfoURL: "token_info_url"
        case .impersonationURL: "service_account_impersonation_url"
        case .impersonation: "service_account_impersonation"
        case .tokenLifetime: "token_lifetime_seconds"
        case .credentialSource: "credential_source"
        case .environmentID: "environment_id"
        case .regionURL: "region_url"
        case .url: "url"
        case .imdsv2URL: "imdsv2_session_token_url"
        case .verificationURL: "regional_cred_verification_url"
        case .universeDomain: "universe_domain"
        case .clientID: "client_id"
        case .clientSecret: "client_secret"
        case .quotaProject: "quota_project_id"
        case .workforceProject: "workforce_pool_user_project"
        case .supplier: "aws_security_credentials_supplier"
        }
    }

    var parent: Parent {
        switch self {
        case .environmentID, .regionURL, .url, .imdsv2URL, .verificationURL: .credentialSource
        case .tokenLifetime: .impersonation
        default: .root
        }
    }

    var kind: Kind {
        switch self {
        case .impersonation, .credentialSource: .object
        case .tokenLifetime: .number
        case .clientSecret, .supplier: .any
        default: .string
        }
    }

    /// Whether a worker cannot get a token without it.
    var isRequired: Bool {
        switch self {
        case .type, .audience, .subjectTokenType, .tokenURL, .credentialSource, .environmentID, .verificationURL: true
        default: false
        }
    }

    /// Whether `null` means the same as absence, in all versions of google-auth.
    var mayBeNull: Bool {
        !isRequired && self != .universeDomain && self != .supplier
    }
}
