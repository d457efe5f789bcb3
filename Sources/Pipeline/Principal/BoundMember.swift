/// The member that somebody says is bound, held against the right ones.
struct BoundMember {
    let text: String

    /// The attribute that it goes by, such as `attribute.aws_role`; `nil`: none, or it is not a member of a pool.
    var attribute: String? {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count > 10, parts[0] == "principalSet:", parts[9].hasPrefix("attribute.") else { return nil }
        return String(parts[9])
    }

    /// Where it goes wrong.
    struct Difference: Hashable {
        /// Bytes of the text.
        let range: Range<Int>
        /// What is wrong there, as a clause.
        let reason: String
    }

    /// - Parameters:
    ///   - right: what would be right; the nearest one is compared.
    ///   - role: whose names are known, to tell common mistakes.
    /// - Returns: `nil` when it is one of them.
    func difference(from right: [PoolMember], _ role: ExecutionRole) -> Difference? {
        let candidates = right.map(\.description)
        if candidates.contains(text) { return nil }
        let nearest = candidates.max { common($0) < common($1) } ?? ""
        return explain(nearest, role)
    }

    private func common(_ other: String) -> Int { zip(text.utf8, other.utf8).prefix { $0 == $1 }.count }

    private func explain(_ right: String, _ role: ExecutionRole) -> Difference {
        let bytes = Array(text.utf8)
        let end = bytes.count
        guard text.hasPrefix("principal://") || text.hasPrefix("principalSet://") else {
            let range = 0..<(bytes.firstIndex(of: UInt8(ascii: "/")) ?? end)
            return Difference(range: range, reason: "it does not begin with `principal://` or `principalSet://`")
        }
        // Segments: principalSet:, "", iam.googleapis.com, projects, N, locations, global, workloadIdentityPools, POOL, kind, value…
        let mine = segments(text), rights = segments(right)
        for index in 0..<min(mine.count, 10) where index < rights.count && mine[index].text != rights[index].text {
            return Difference(range: mine[index].range, reason: reason(index, mine[index].text, rights[index].text))
        }
        guard mine.count > 10, rights.count > 10 else {
            return Difference(range: 0..<end, reason: "it is not complete")
        }
        let start = mine[10].range.lowerBound
        let value = String(decoding: bytes[start...], as: UTF8.self)
        let wanted = rights[10...].map(\.text).joined(separator: "/")
        return Difference(range: start..<end, reason: reason(value, wanted, role))
    }

    private func reason(_ index: Int, _ mine: String, _ right: String) -> String {
        switch index {
        case 0: "it begins with `\(mine)//`, and the rest of it needs `\(right)//`"
        case 4: "its project is \(mine), but the pool of the config is in project \(right)"
        case 8: "its pool is `\(mine)`, but the config's is `\(right)`"
        case 9: "it goes by `\(mine)`, and the mapping makes `\(right)`"
        default: "it has `\(mine)` where `\(right)` belongs"
        }
    }

    private func reason(_ value: String, _ wanted: String, _ role: ExecutionRole) -> String {
        if value.hasPrefix("arn:"), value.contains(":iam::") {
            return "it names the role as IAM does; a session of it is `\(wanted)`, without the role's path"
        }
        if value == role.sessionARN { return "it has the session's name at its end, which this attribute has not" }
        if value == role.assumedRole, wanted == role.name {
            return "it has the role's whole ARN, but the mapping makes its name alone: `\(wanted)`"
        }
        if value == role.name { return "it has the role's name alone, but the mapping makes `\(wanted)`" }
        if value.hasSuffix(role.path.dropFirst() + role.name), role.path != "/" {
            return "it has the role's path `\(role.path)`, which AWS leaves out of sessions"
        }
        if value.lowercased() == wanted.lowercased() { return "its letters differ in case from `\(wanted)`" }
        if value.contains(":assumed-role/"), !value.contains(":\(role.account):") {
            return "it is of another AWS account than \(role.account)"
        }
        return "it is not `\(wanted)`"
    }

    private func segments(_ text: String) -> [(text: String, range: Range<Int>)] {
        var found: [(String, Range<Int>)] = []
        var start = 0
        let bytes = Array(text.utf8)
        for index in 0...bytes.count where index == bytes.count || bytes[index] == UInt8(ascii: "/") {
            found.append((String(decoding: bytes[start..<index], as: UTF8.self), start..<index))
            start = index + 1
        }
        return found
    }
}
