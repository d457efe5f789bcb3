import CredentialConfig

/// One identity of a workload identity pool, or a set of them, as an IAM policy names it.
struct PoolMember: Sendable, Hashable, CustomStringConvertible {
    let projectNumber: String
    let poolID: String
    let selection: Selection

    enum Selection: Sendable, Hashable {
        /// `principal://…/subject/VALUE`
        case subject(String)
        /// `principalSet://…/attribute.NAME/VALUE`
        case attribute(String, String)
        /// `principalSet://…/*`
        case all
    }

    init(_ audience: Audience, _ selection: Selection) {
        projectNumber = audience.projectNumber
        poolID = audience.poolID
        self.selection = selection
    }

    var description: String {
        let pool = "iam.googleapis.com/projects/\(projectNumber)/locations/global/workloadIdentityPools/\(poolID)"
        return switch selection {
        case .subject(let value): "principal://\(pool)/subject/\(value)"
        case .attribute(let name, let value): "principalSet://\(pool)/attribute.\(name)/\(value)"
        case .all: "principalSet://\(pool)/*"
        }
    }
}
