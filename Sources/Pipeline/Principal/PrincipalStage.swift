import CredentialConfig
package import Diagnostics
package import Project
package import PythonEnvironment

/// Says whom Google sees when a worker of the environment signs.
package struct PrincipalStage: Sendable {
    /// For expressions that are not known by their text.
    package var evaluator: ExpressionEvaluator?

    package init(evaluator: ExpressionEvaluator? = nil) {
        self.evaluator = evaluator
    }

    /// What is to be bound, and what is wrong with what was.
    package struct Outcome: Sendable {
        /// The members that let the environment's workers in, the widest first; empty after an error.
        package var members: [String] = []
        package var diagnostics: [Diagnostic] = []
        /// Whether the bound member, and the attribute condition where there is one, were found to let the workers in.
        package var admitsWorkers = false
    }

    /// - Parameters:
    ///   - config: path of the credential config, whose audience names the pool.
    ///   - executionRole: the ARN of the environment's execution role.
    /// - Throws: ``DiagnosedError`` when the config cannot be read or the evaluator does not work; `CancellationError`.
    package func principal(
        of project: Project, config: String, executionRole: Setting<String>
    ) async throws -> Outcome {
        var outcome = Outcome()
        let text = try ConfigStage.read(config)
        let prepared = CredentialConfigValidator.prepare(text, ConfigStage.context(project))
        guard let audience = prepared.config?.audience else {
            outcome.diagnostics = prepared.diagnostics
            return outcome
        }
        guard let role = ExecutionRole(executionRole.value) else {
            outcome.diagnostics.append(Self.notARole(executionRole))
            return outcome
        }
        guard let mapping = Self.mapping(project.attributeMapping, &outcome) else { return outcome }
        let attributes = try await MappedAttributes.evaluate(
            mapping, at: project.attributeMapping?.place, condition: project.attributeCondition, role,
            boundBy: project.boundMember.flatMap { BoundMember(text: $0.value).attribute }, evaluator)
        outcome.diagnostics += attributes.diagnostics
        let printed = Self.members(audience, attributes.values, &outcome, project.attributeMapping?.place)
        if let bound = project.boundMember, !printed.isEmpty, !attributes.leavesOpen(bound.value, mapping) {
            let right = printed + attributes.members(audience)
            let differences = Self.compare(bound, printed, right, role)
            outcome.diagnostics += differences
            outcome.admitsWorkers = differences.isEmpty && (project.attributeCondition == nil || evaluator != nil)
        }
        outcome.members =
            outcome.diagnostics.contains { $0.severity == .error && $0.code != .boundMember }
            ? [] : printed.map(\.description)
        return outcome
    }

    private static func mapping(_ setting: Setting<String>?, _ outcome: inout Outcome) -> AttributeMapping? {
        guard let setting else { return .google }
        if let mapping = AttributeMapping(setting.value), mapping.expressions["google.subject"] != nil {
            // REST reference of the providers, attributeMapping.
            guard let long = mapping.expressions.filter({ $0.value.unicodeScalars.count > 2048 }).keys.min() else {
                return mapping
            }
            outcome.diagnostics.append(
                Diagnostic(
                    .attributeMapping, .error,
                    "the expression of \(long) is longer than the 2048 characters that Google takes",
                    at: setting.place, help: "copy it from `gcloud iam workload-identity-pools providers describe`"))
            return nil
        }
        outcome.diagnostics.append(
            Diagnostic(
                .attributeMapping, .error, "the attribute mapping is no list of attributes that has google.subject",
                at: setting.place,
                help: "write it as gcloud takes it: `google.subject=assertion.arn,attribute.aws_role=…`"))
        return nil
    }

    /// What is worth binding: the role's sessions by `attribute.aws_role`, and the one session. Other attributes may let
    /// more in than the environment, such as a whole account.
    private static func members(
        _ audience: Audience, _ values: [String: String], _ outcome: inout Outcome, _ place: Place?
    ) -> [PoolMember] {
        var members: [PoolMember] = []
        if let text = values["attribute.aws_role"] {
            members.append(PoolMember(audience, .attribute("aws_role", text)))
        }
        guard let subject = values["google.subject"] else { return members }
        // `google.subject cannot exceed 127 bytes` (REST reference of the providers, attributeMapping).
        if subject.utf8.count > 127 {
            outcome.diagnostics.append(
                Diagnostic(
                    .subjectTooLong, .error,
                    "google.subject would be \(subject.utf8.count) bytes long, more than the 127 that Google takes: \(subject)",
                    at: place, help: "map a shorter part of the ARN, or give the role a shorter name"))
        }
        return members + [PoolMember(audience, .subject(subject))]
    }

    private static func compare(
        _ bound: Setting<String>, _ printed: [PoolMember], _ right: [PoolMember], _ role: ExecutionRole
    ) -> [Diagnostic] {
        guard bound.value != PoolMember(printed[0], selecting: .all).description,
            let difference = BoundMember(text: bound.value).difference(from: right, role)
        else { return [] }
        return [
            Diagnostic(
                .boundMember, .error, "the bound member is not the environment's: \(difference.reason)",
                at: bound.place.map { narrowed($0, to: difference.range, of: bound.value) }, label: "here",
                help: "bind `\(printed[0])`")
        ]
    }

    /// The part of a string in JSON, where the string is written without escapes.
    private static func narrowed(_ place: Place, to range: Range<Int>, of value: String) -> Place {
        guard case .source(let text, let span) = place, span.end - span.start == value.utf8.count + 2 else {
            return place
        }
        return .source(text, Span(span.start + 1 + range.lowerBound, span.start + 1 + range.upperBound))
    }

    private static func notARole(_ setting: Setting<String>) -> Diagnostic {
        Diagnostic(
            .executionRole, .error, "`\(setting.value)` is not the ARN of an IAM role", at: setting.place,
            help: "`aws mwaa get-environment --name NAME --query Environment.ExecutionRoleArn` tells it; "
                + "it looks like arn:aws:iam::123456789012:role/service-role/NAME")
    }
}

extension PoolMember {
    fileprivate init(_ other: PoolMember, selecting selection: Selection) {
        projectNumber = other.projectNumber
        poolID = other.poolID
        self.selection = selection
    }
}
