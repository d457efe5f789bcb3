import Diagnostics
import SpannedJSON

/// Members that google-auth does not read: misspelt, in the wrong object, or of no use.
enum UnknownMembers: ConfigRule {
    static func check(_ config: ConfigDocument, _ context: ValidationContext, _ report: inout Report) {
        guard config.otherCredential == nil, config.index.hasUnknownMembers else { return }
        for parent in ConfigMember.Parent.allCases {
            guard let object = config.object(parent) else { continue }
            for member in object.members where isUnknown(member, in: parent, config) {
                reportUnknown(member, in: parent, object, config, &report)
            }
        }
    }

    /// Whether a member of `object`, or of the config, is evidently meant to be `missing`.
    static func standsForAnother(_ missing: ConfigMember, in config: ConfigDocument, _ object: JSONObject) -> Bool {
        let isMisspelt = object.members.contains { member in
            isUnknown(member, in: missing.parent, config)
                && meant(by: member, in: missing.parent, object) == missing.name
        }
        if isMisspelt { return true }
        return ConfigMember.Parent.allCases.contains { parent in
            parent != missing.parent && config.object(parent)?[missing.name] != nil
        }
    }

    private static func reportUnknown(
        _ member: JSONMember, in parent: ConfigMember.Parent, _ object: JSONObject, _ config: ConfigDocument,
        _ report: inout Report
    ) {
        let name = member.key.displayText
        if let right = meant(by: member, in: parent, object) {
            report.error(
                .configMemberUnknown, "`\(name)` is not a member of \(parent.description)", at: member.key.span,
                label: "did you mean `\(right)`?", help: "google-auth ignores it: write `\(right)`",
                fix: .replacing(member.key.content, with: right, "write `\(right)`"))
        } else if let home = ConfigMember(name: member.key.utf8) {
            report.error(
                .configMemberUnknown, "`\(name)` does not belong into \(parent.description)", at: member.key.span,
                help: "move it to \(home.parent.description)")
        } else {
            let near = NearName.best(for: member.key.text, among: parent.names)
            report.warning(
                .configMemberUnknown, "`\(name)` is not a member of \(parent.description)", at: member.key.span,
                label: near.map { "did you mean `\($0)`?" }, help: "google-auth ignores it")
        }
    }

    /// The member that `member` is a misspelling of, when that one is not there itself.
    private static func meant(by member: JSONMember, in parent: ConfigMember.Parent, _ object: JSONObject) -> String? {
        guard let near = NearName.best(for: member.key.text, among: parent.names), object[near] == nil else {
            return nil
        }
        return near
    }

    private static func isUnknown(
        _ member: JSONMember, in parent: ConfigMember.Parent, _ config: ConfigDocument
    ) -> Bool {
        if ConfigMember(name: member.key.utf8)?.parent == parent { return false }
        // What another provider's source may hold is not ours to judge.
        if parent == .credentialSource, config.isForAnotherProvider { return false }
        let name = member.key.text
        if SecretMembers.isSecret(member.key.utf8) || others.contains(name) { return false }
        // The usual ways to write a comment.
        return !name.hasPrefix("_") && !name.hasPrefix("$") && !name.hasPrefix("//") && !name.hasPrefix("#")
    }

    /// What newer versions of google-auth read from any config: `trust_boundary` from 2.23 on.
    private static let others: Set<String> = ["trust_boundary"]
}
