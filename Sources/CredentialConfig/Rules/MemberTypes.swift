import Diagnostics
import SpannedJSON

/// Values must have the JSON type that google-auth works with: it does not check, and fails later on something else.
enum MemberTypes: ConfigRule {
    static func check(_ config: ConfigDocument, _ context: ValidationContext, _ report: inout Report) {
        guard config.otherCredential == nil else { return }
        let texts = config.index.strings.intersection(.strings)
        for member in config.index.members.subtracting(texts) {
            guard let value = config[member]?.value, !isRight(value.value, for: member) else { continue }
            if member.parent == .credentialSource, config.isForAnotherProvider { continue }
            report.error(
                .configMemberType, "`\(member.name)` is \(value.value.kind), not \(expected(member))", at: value.span,
                help: advice(value.value, member))
        }
    }

    private static func isRight(_ value: JSONValue, for member: ConfigMember) -> Bool {
        switch (value, member.kind) {
        case (.broken, _), (_, .any): true
        case (.string, .string), (.object, .object): true
        // A number in quotes, and null for the universe, are judged by rules of their own.
        case (.number, .number), (.string, .number): true
        case (.null, _): member.mayBeNull || member == .universeDomain
        default: false
        }
    }

    private static func advice(_ value: JSONValue, _ member: ConfigMember) -> String {
        if value == .null { return member.isRequired ? "give it a value" : "remove the member, or give it a value" }
        return switch member.kind {
        case .object: "write its members between braces"
        case .number: "write digits alone"
        case .string, .any: "write the value in double quotes"
        }
    }

    private static func expected(_ member: ConfigMember) -> String {
        switch member.kind {
        case .object: "an object"
        case .number: "a whole number"
        case .string, .any: "a string"
        }
    }
}
