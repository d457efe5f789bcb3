/// An assumed role as AWS names it to others.
package struct RoleSession: Sendable, Hashable {
    package let partition: String
    package let account: String
    /// The role's name, without its path.
    package let role: String
    package let session: String

    /// - Parameter roleARN: `arn:PARTITION:iam::ACCOUNT:role/PATH/NAME`; `nil` is given for anything else.
    package init?(roleARN: String, session: String) {
        let parts = roleARN.split(separator: ":", maxSplits: 5, omittingEmptySubsequences: false)
        guard parts.count == 6, parts[0] == "arn", parts[2] == "iam", parts[5].hasPrefix("role/"),
            let name = parts[5].split(separator: "/", omittingEmptySubsequences: false).last, !name.isEmpty
        else { return nil }
        partition = String(parts[1])
        account = String(parts[4])
        role = String(name)
        self.session = session
    }

    /// `arn:aws:sts::ACCOUNT:assumed-role/ROLE/SESSION`: what GetCallerIdentity answers. The role's path is not in it.
    package var arn: String { "\(arnWithoutSession)/\(session)" }

    /// The same without the session: what Google's default mapping calls `attribute.aws_role`.
    package var arnWithoutSession: String { "arn:\(partition):sts::\(account):assumed-role/\(role)" }
}
