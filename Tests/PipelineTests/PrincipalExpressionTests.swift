import Diagnostics
import Foundation
import Project
import PythonEnvironment
import Testing

@testable import Pipeline

/// With the real cel-python.
@Suite struct PrincipalExpressionTests {
    private static let evaluator: ExpressionEvaluator = {
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().path
        return ExpressionEvaluator(interpreter: root + "/.build/test-pythons/expressions/bin/python")
    }()

    private let role = ExecutionRole("arn:aws:iam::123456789012:role/service-role/AmazonMWAA-demo")!

    private func attributes(
        _ mapping: String, condition: String? = nil, evaluator: ExpressionEvaluator? = evaluator
    ) async throws -> MappedAttributes {
        try await MappedAttributes.evaluate(
            try #require(AttributeMapping(mapping)), at: nil, condition: condition.map { Setting($0) }, role, evaluator)
    }

    /// What is known by heart is what CEL makes of it.
    @Test(arguments: [
        "assertion.arn", "assertion.account", AttributeExpression.assumedRoleText,
        "assertion.arn.extract('assumed-role/{role_name}/')",
    ])
    func whatIsKnownByHeartIsRight(text: String) async throws {
        let known = try #require(AttributeExpression(text)).value(for: role)
        let results = try await Self.evaluator.evaluate(
            assertion: ["arn": role.sessionARN, "account": role.account], mapping: ["google.subject": text],
            condition: nil)
        #expect(results.mapping == ["google.subject": .text(known)])
        #expect(results.condition == nil)
    }

    @Test(arguments: [
        ("assertion.arn.extract('{all}')", "arn:aws:sts::123456789012:assumed-role/AmazonMWAA-demo/AmazonMWAA-airflow"),
        ("assertion.arn.extract('/{rest}')", "AmazonMWAA-demo/AmazonMWAA-airflow"),
        ("assertion.arn.extract('{first}/')", "arn:aws:sts::123456789012:assumed-role"),
        ("assertion.arn.extract('user/{name}')", ""),
        ("assertion.arn.extract('assumed-role/{name}@')", ""),
        ("assertion.arn.split('/')[1]", "AmazonMWAA-demo"),
        ("assertion.account + ':' + assertion.arn.split('/')[2]", "123456789012:AmazonMWAA-airflow"),
        ("['a', assertion.account].join('-')", "a-123456789012"),
        ("assertion.arn.startsWith('arn:aws:') ? 'commercial' : 'other'", "commercial"),
        ("has(assertion.userid) ? assertion.userid : assertion.account", "123456789012"),
    ])
    func otherExpressionsAreEvaluated(expression: String, value: String) async throws {
        let attributes = try await attributes("google.subject=\(expression)")
        #expect(attributes.diagnostics.isEmpty)
        #expect(attributes.values == ["google.subject": value])
    }

    @Test(arguments: [
        ("assertion.(", "is not CEL from its character 11 on"),
        ("assertion.userid", "has no value: no such member in mapping: 'userid'"),
        ("assertion.arn.upper()", "has no value: undeclared reference to 'upper'"),
        ("assertion.arn.split('/')[7]", "has no value: list index out of range"),
        ("assertion.arn.extract('role')", "has no value: the template of extract"),
        ("assertion.arn + 1", "has no value: an operator or a function does not take values of these types"),
        ("size(assertion.arn)", "would be of the type int, not a string"),
        ("assertion.arn == 'x'", "would be a boolean, not a string"),
    ])
    func anAttributeWithoutAValueIsAnError(expression: String, message: String) async throws {
        let subject = try await attributes("google.subject=\(expression)")
        #expect(subject.diagnostics.map(\.code) == [.attributeEvaluation])
        #expect(subject.diagnostics[0].severity == .error)
        #expect(subject.diagnostics[0].message.hasSuffix(message) || subject.diagnostics[0].message.contains(message))
        let other = try await attributes("google.subject=assertion.arn,attribute.x=\(expression)")
        #expect(other.diagnostics.map(\.severity) == [.warning])
        #expect(other.values["google.subject"] == role.sessionARN)
    }

    @Test(arguments: [
        "assertion.account == '123456789012'", "attribute.aws_role == 'AmazonMWAA-demo'",
        "google.subject.startsWith('arn:aws:sts::123456789012:')",
        "attribute.aws_role in ['AmazonMWAA-demo', 'other'] && !assertion.arn.contains('user/')",
    ])
    func aConditionThatIsMet(condition: String) async throws {
        let mapping = "google.subject=assertion.arn,attribute.aws_role=assertion.arn.extract('assumed-role/{r}/')"
        #expect(try await attributes(mapping, condition: condition).diagnostics.isEmpty)
    }

    @Test(arguments: [
        (
            "assertion.account == '210987654321'",
            "is false for `arn:aws:sts::123456789012:assumed-role/AmazonMWAA-demo/"
        ),
        ("attribute.nobody == 'x'", "has no value: "), ("assertion.arn", "is not a boolean"),
        ("assertion.arn ==", "is not CEL from its character"),
        (String(repeating: "true && ", count: 512) + "true", "is longer than the 4096 characters"),
    ])
    func aConditionThatIsNot(condition: String, message: String) async throws {
        let attributes = try await attributes("google.subject=assertion.arn", condition: condition)
        #expect(attributes.diagnostics.map(\.code) == [.attributeCondition])
        #expect(attributes.diagnostics.allSatisfy { $0.severity == .error && $0.message.contains(message) })
    }

    @Test func withoutAnEvaluatorNothingIsGuessed() async throws {
        let mapping = "google.subject=assertion.arn,attribute.aws_role=assertion.arn.split('/')[1],attribute.x=f(1)"
        let attributes = try await attributes(mapping, condition: "true", evaluator: nil)
        #expect(attributes.values == ["google.subject": role.sessionARN])
        #expect(attributes.diagnostics.map(\.code) == [.attributeExpression, .attributeExpression])
        #expect(attributes.diagnostics.allSatisfy { $0.help?.contains("python prepare --expressions") == true })
    }

    @Test func anEvaluatorThatDoesNotWorkIsToldOf() async throws {
        for interpreter in ["/nonexistent/python", "/usr/bin/python3", "/bin/true"] {
            await #expect(throws: DiagnosedError.self, "\(interpreter)") {
                _ = try await attributes(
                    "google.subject=assertion.userid", evaluator: ExpressionEvaluator(interpreter: interpreter))
            }
        }
    }
}
