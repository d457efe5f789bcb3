import CredentialConfig
package import Diagnostics
package import Project

/// Says whom Google sees when a worker of the environment signs.
package enum PrincipalStage {
    /// What is to be bound, and what is wrong with what was.
    package struct Outcome: Sendable {
        /// The members that let the environment's workers in, the widest first; empty after an error.
        package var members: [String] = []
        package var diagnostics: [Diagnostic] = []
    }

    /// - Parameters:
    ///   - config: path of the credential config, whose audience names the pool.
    ///   - executionRole: the ARN of the environment's execution role.
    /// - Throws: ``DiagnosedError`` when the config cannot be read.
    package static func principal(
        of project: Project, config: String, executionRole: Setting<String>
    ) throws(DiagnosedError) -> Outcome {
        var outcome = Outcome()
        let text = try ConfigStage.read(config)
        let prepared = CredentialConfigValidator.prepare(text, ConfigStage.context(project))
        guard let audience = prepared.config?.audience else {
            outcome.diagnostics = prepared.diagnostics
            return outcome
        }
        guard let role = ExecutionRole(executionRole.value) else {
            outcome.diagnostics.append(notARole(executionRole))
            return outcome
        }
        guard let mapping = mapping(project.attributeMapping, &outcome) else { return outcome }
        let members = members(audience, role, mapping, project.attributeMapping?.place, &outcome)
        if let bound = project.boundMember, !members.isEmpty {
            outcome.diagnostics += compare(bound, members, role)
        }
        outcome.members =
            outcome.diagnostics.contains { $0.severity == .error && $0.code != .boundMember }
            ? [] : members.map(\.description)
        return outcome
    }

    private static func mapping(_ setting: Setting<String>?, _ outcome: inout Outcome) -> AttributeMapping? {
        guard let setting else { return .google }
        if let mapping = AttributeMapping(setting.value), mapping.expressions["google.subject"] != nil {
            return mapping
        }
        outcome.diagnostics.append(
            Diagnostic(
                .attributeMapping, .error, "the attribute mapping is no list of attributes that has google.subject",
                at: setting.place,
                help: "write it as gcloud takes it: `google.subject=assertion.arn,attribute.aws_role=…`"))
        return nil
    }

    private static func members(
        _ audience: Audience, _ role: ExecutionRole, _ mapping: AttributeMapping, _ place: Place?,
        _ outcome: inout Outcome
    ) -> [PoolMember] {
        func value(_ name: String) -> String? {
            guard let text = mapping.expressions[name] else { return nil }
            if let known = AttributeExpression(text) { return known.value(for: role) }
            outcome.diagnostics.append(
                Diagnostic(
                    .attributeExpression, name == "google.subject" ? .error : .warning,
                    "this tool does not evaluate the expression of \(name): `\(text.prefix(200))`", at: place,
                    help:
                        "it knows Google's default mapping and the how-to page's, by their text; look the value up in "
                        + "the log of the security token service"))
            return nil
        }
        var members: [PoolMember] = []
        if let text = value("attribute.aws_role") { members.append(PoolMember(audience, .attribute("aws_role", text))) }
        guard let subject = value("google.subject") else { return members }
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
        _ bound: Setting<String>, _ members: [PoolMember], _ role: ExecutionRole
    ) -> [Diagnostic] {
        guard bound.value != PoolMember(members[0], selecting: .all).description,
            let difference = BoundMember(text: bound.value).difference(from: members, role)
        else { return [] }
        return [
            Diagnostic(
                .boundMember, .error, "the bound member is not the environment's: \(difference.reason)",
                at: bound.place.map { narrowed($0, to: difference.range, of: bound.value) }, label: "here",
                help: "bind `\(members[0])`")
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
