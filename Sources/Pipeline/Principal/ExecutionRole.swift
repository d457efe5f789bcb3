/// The execution role of an MWAA environment, as IAM names it: `arn:PARTITION:iam::ACCOUNT:role/PATH/NAME`.
struct ExecutionRole: Sendable, Hashable {
    let partition: String
    let account: String
    /// Without its path, which AWS leaves out of the names of sessions.
    let name: String
    /// `/service-role/` of roles that the console made; `/` without one.
    let path: String

    /// The session name of the credentials of MWAA's containers: a constant, in all that was seen of them.
    static let sessionName = "AmazonMWAA-airflow"

    /// - Returns: `nil` for anything but the ARN of a role (AWS service model of MWAA, `IamRoleArn`).
    init?(_ arn: String) {
        let parts = arn.split(separator: ":", maxSplits: 5, omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 6, parts[0] == "arn", parts[1] == "aws" || parts[1].hasPrefix("aws-"), parts[2] == "iam",
            parts[3].isEmpty, parts[4].utf8.count == 12, parts[4].utf8.allSatisfy({ (0x30...0x39).contains($0) }),
            parts[5].hasPrefix("role/")
        else { return nil }
        let resource = parts[5].dropFirst("role".count)
        guard let slash = resource.lastIndex(of: "/") else { return nil }
        let name = resource[resource.index(after: slash)...]
        guard (1...64).contains(name.utf8.count), name.utf8.allSatisfy(Self.isNameByte) else { return nil }
        partition = parts[1]
        account = parts[4]
        self.name = String(name)
        path = String(resource[...slash])
    }

    /// `[\w+=,.@-]`
    private static func isNameByte(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
        default: "_+=,.@-".utf8.contains(byte)
        }
    }

    /// `arn:aws:sts::ACCOUNT:assumed-role/NAME`.
    var assumedRole: String { "arn:\(partition):sts::\(account):assumed-role/\(name)" }

    /// What `GetCallerIdentity` answers in a worker: `assertion.arn` to Google.
    var sessionARN: String { "\(assumedRole)/\(Self.sessionName)" }
}
