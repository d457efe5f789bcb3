/// A kind of Google credential that is not an external account, by its `type`.
enum OtherCredential: String {
    case serviceAccount = "service_account"
    case authorizedUser = "authorized_user"
    case impersonatedServiceAccount = "impersonated_service_account"
    case workforceUser = "external_account_authorized_user"
    case distributedCloud = "gdch_service_account"

    init?(_ type: ConfigText?) {
        guard let type, !type.bytes.equals("external_account") else { return nil }
        self.init(rawValue: type.trimmed)
    }

    var description: String {
        switch self {
        case .serviceAccount: "a service-account key"
        case .authorizedUser: "a user's own credential"
        case .impersonatedServiceAccount: "an impersonated service account"
        case .workforceUser: "a workforce user's credential"
        case .distributedCloud: "a key of Google Distributed Cloud"
        }
    }
}
