/// Google's side of a scenario: one workload identity provider, one service account, one project.
///
/// Every form of the names in ``GoogleService`` is served on port 443. What a service judges to be wrong is refused as
/// Google refuses it; the `answers` say what becomes of the rest.
package struct GoogleCloud: Sendable, Hashable {
    /// The full resource name of the provider, `//iam.googleapis.com/projects/NUMBER/locations/global/…`.
    package var audience: String
    /// Any provider, service account and project will do, in the place of those named here: for callers whose config is not
    /// known beforehand.
    package var acceptsAny = false
    /// The id of the project that the audience numbers.
    package var projectID: String
    /// The e-mail address of the one service account that there is; `nil`: there is none.
    package var serviceAccount: String?
    /// Who may have tokens of the service account.
    package var binding: Binding
    /// The session name of the role that the container endpoint's credentials are of. MWAA always has this one.
    package var roleSessionName: String
    /// Seconds that a federated token lasts.
    package var federatedLifetime: Int64
    /// The longest lifetime in seconds that a service account's token may be asked for. More than an hour takes the
    /// organization policy `constraints/iam.allowServiceAccountCredentialLifetimeExtension`; then it is 43200.
    package var longestLifetime: Int64
    /// Digits of the fraction in `expireTime`: 0, 3, 6 or 9, as Google's interfaces may write.
    package var expireTimeDigits: Int
    /// What the first, second, … connection to a service meets; the last repeats. None means ``Answer/normal``.
    package var answers: [GoogleService: [Answer]]

    /// Whom the policy of the service account names as `roles/iam.workloadIdentityUser`.
    package enum Binding: Sendable, Hashable {
        /// Every identity of the pool.
        case pool
        /// Sessions of this role, `arn:aws:sts::ACCOUNT:assumed-role/ROLE`.
        case role(String)
        case nobody
    }

    package init(
        audience: String, serviceAccount: String?, projectID: String = "example-project", binding: Binding = .pool,
        roleSessionName: String = "AmazonMWAA-airflow", federatedLifetime: Int64 = 3_600,
        longestLifetime: Int64 = 3_600, expireTimeDigits: Int = 0, answers: [GoogleService: [Answer]] = [:]
    ) {
        self.audience = audience
        self.serviceAccount = serviceAccount
        self.projectID = projectID
        self.binding = binding
        self.roleSessionName = roleSessionName
        self.federatedLifetime = federatedLifetime
        self.longestLifetime = longestLifetime
        self.expireTimeDigits = expireTimeDigits
        self.answers = answers
    }

    /// The digits after `projects/` in the audience.
    var projectNumber: Substring {
        let parts = audience.split(separator: "/")
        return parts.count > 2 && parts[1] == "projects" ? parts[2] : "0"
    }
}
