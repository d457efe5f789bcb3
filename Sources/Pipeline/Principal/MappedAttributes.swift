import CredentialConfig
import Diagnostics
import Project
import PythonEnvironment

/// What a provider's mapping makes of the environment's workers.
struct MappedAttributes {
    /// By attribute; those that have no value are left out.
    private(set) var values: [String: String] = [:]
    private(set) var diagnostics: [Diagnostic] = []

    /// What is known by its text needs no evaluator.
    ///
    /// - Parameters:
    ///   - place: of the mapping.
    ///   - condition: the provider's attribute condition.
    ///   - bound: the attribute that the bound member goes by.
    static func evaluate(
        _ mapping: AttributeMapping, at place: Place?, condition: Setting<String>?, _ role: ExecutionRole,
        boundBy bound: String? = nil, _ evaluator: ExpressionEvaluator?
    ) async throws -> MappedAttributes {
        var attributes = MappedAttributes()
        for (name, text) in mapping.expressions {
            attributes.values[name] = AttributeExpression(text)?.value(for: role)
        }
        let unknown = mapping.expressions.keys.filter { attributes.values[$0] == nil }.sorted()
        guard !unknown.isEmpty || condition != nil else { return attributes }
        guard let evaluator else {
            for name in unknown where isWanted(name) || name == bound {
                attributes.add(
                    .attributeExpression, name,
                    "the expression of \(name) is not one that is known by heart: `\(short(mapping.expressions[name]))`",
                    place,
                    help: howToPrepare)
            }
            if let condition {
                attributes.diagnostics.append(
                    Diagnostic(
                        .attributeExpression, .warning,
                        "whether the workers meet the attribute condition was not evaluated",
                        at: condition.place, help: howToPrepare))
            }
            return attributes
        }
        // REST reference of the providers, attributeCondition.
        if let condition, condition.value.unicodeScalars.count > 4096 {
            attributes.diagnostics.append(
                Diagnostic(
                    .attributeCondition, .error,
                    "the attribute condition is longer than the 4096 characters that Google takes", at: condition.place)
            )
            return attributes
        }
        let results = try await evaluator.evaluate(
            assertion: ["arn": role.sessionARN, "account": role.account], mapping: mapping.expressions,
            condition: condition?.value)
        for name in unknown {
            if let result = results.mapping[name] { attributes.take(result, of: name, at: place) }
        }
        if let condition, let result = results.condition { attributes.judge(result, of: condition, role) }
        return attributes
    }

    /// Whether the bound member goes by an attribute that has an expression but no value here: then nobody can say whether it
    /// is right, and a diagnostic says why.
    func leavesOpen(_ bound: String, _ mapping: AttributeMapping) -> Bool {
        BoundMember(text: bound).attribute.map { mapping.expressions[$0] != nil && values[$0] == nil } ?? false
    }

    private static let howToPrepare =
        "`mwaa-gcp python prepare --expressions` fetches what evaluates it; Google's default mapping and the how-to page's "
        + "need nothing"

    /// The principal sets of the attributes, without `google.…`.
    func members(_ audience: Audience) -> [PoolMember] {
        values.sorted { $0.key < $1.key }.compactMap { name, value in
            name.hasPrefix("attribute.")
                ? PoolMember(audience, .attribute(String(name.dropFirst("attribute.".count)), value)) : nil
        }
    }

    private mutating func take(_ result: ExpressionEvaluator.Result, of name: String, at place: Place?) {
        switch result {
        // Groups are a list; no member is made of them here.
        case .text(let text): values[name] = text
        case .other(type: "list") where name == "google.groups": break
        case .truth: add(.attributeEvaluation, name, "\(name) would be a boolean, not a string", place, help: asString)
        case .other(let type):
            add(.attributeEvaluation, name, "\(name) would be of the type \(type), not a string", place, help: asString)
        case .malformed(let line, let column):
            add(
                .attributeEvaluation, name,
                "the expression of \(name) is not CEL from its \(Self.position(line, column)) on", place,
                help: "compare it with `gcloud iam workload-identity-pools providers describe`")
        case .failed(let reason):
            add(
                .attributeEvaluation, name, "the expression of \(name) has no value: \(reason)", place,
                help: Self.help(reason))
        }
    }

    private mutating func judge(
        _ result: ExpressionEvaluator.Result, of condition: Setting<String>, _ role: ExecutionRole
    ) {
        let (message, help): (String, String)
        switch result {
        case .truth(true): return
        case .truth(false):
            message = "the attribute condition is false for `\(role.sessionARN)`: Google refuses every token"
            help = "mend the provider's condition, or the role"
        case .text, .other:
            message = "the attribute condition is not a boolean"
            help = "compare it with `gcloud iam workload-identity-pools providers describe`"
        case .malformed(let line, let column):
            message = "the attribute condition is not CEL from its \(Self.position(line, column)) on"
            help = "compare it with `gcloud iam workload-identity-pools providers describe`"
        case .failed(let reason):
            message = "the attribute condition has no value: \(reason)"
            help = Self.help(reason)
        }
        diagnostics.append(Diagnostic(.attributeCondition, .error, message, at: condition.place, help: help))
    }

    private let asString = "attributes are strings: `string(…)` makes one of a number"

    private static func help(_ reason: String) -> String {
        if reason.contains("'userid'") {
            return "assertion.userid begins with the role's unique id, which its ARN does not tell: map assertion.arn"
        }
        if reason.contains("no such member in mapping") {
            return "AWS tells Google `assertion.arn`, `assertion.account` and `assertion.userid`"
        }
        return "beside CEL's own functions there are extract, split and join"
    }

    private static func position(_ line: Int, _ column: Int) -> String {
        line == 1 ? "character \(column)" : "line \(line), character \(column)"
    }

    /// Whether it is told that the attribute is not evaluated: other ones are nothing to bind.
    private static func isWanted(_ name: String) -> Bool { name == "google.subject" || name == "attribute.aws_role" }

    private static func short(_ text: String?) -> Substring { (text ?? "").prefix(200) }

    /// Without a subject there is no token; without another attribute there is one member less.
    private mutating func add(
        _ code: DiagnosticCode, _ name: String, _ message: String, _ place: Place?, help: String
    ) {
        diagnostics.append(
            Diagnostic(code, name == "google.subject" ? .error : .warning, message, at: place, help: help))
    }
}
