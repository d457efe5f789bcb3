import Diagnostics
import Foundation
import Project
import PythonEnvironment
import Testing

@testable import Pipeline

@Suite struct PrincipalTests {
    private static let role = "arn:aws:iam::123456789012:role/service-role/AmazonMWAA-demo-kwZCZS"
    private static let pool =
        "iam.googleapis.com/projects/987654321098/locations/global/workloadIdentityPools/mwaa-pool"
    private static let roleMember =
        "principalSet://\(pool)/attribute.aws_role/arn:aws:sts::123456789012:assumed-role/AmazonMWAA-demo-kwZCZS"
    private static let subjectMember =
        "principal://\(pool)/subject/arn:aws:sts::123456789012:assumed-role/AmazonMWAA-demo-kwZCZS/AmazonMWAA-airflow"

    private func outcome(
        role: String = role, mapping: String? = nil, condition: String? = nil, bound: String? = nil,
        evaluator: ExpressionEvaluator? = nil
    ) async throws -> (PrincipalStage.Outcome, SourceText) {
        let config = FileManager.default.temporaryDirectory.appending(path: "config-\(UUID().uuidString).json")
        defer { try? FileManager.default.removeItem(at: config) }
        let text = """
            {"type": "external_account",
             "audience": "//iam.googleapis.com/projects/987654321098/locations/global/workloadIdentityPools/mwaa-pool/providers/aws-provider",
             "subject_token_type": "urn:ietf:params:aws:token-type:aws4_request",
             "token_url": "https://sts.googleapis.com/v1/token",
             "credential_source": {"environment_id": "aws1", "regional_cred_verification_url":
              "https://sts.{region}.amazonaws.com?Action=GetCallerIdentity&Version=2011-06-15"}}
            """
        try Data(text.utf8).write(to: config)
        var members = ["execution_role": role]
        members["attribute_mapping"] = mapping
        members["attribute_condition"] = condition
        members["bound_member"] = bound
        let file = SourceText(
            name: "mwaa-gcp.json",
            bytes: Array(try JSONSerialization.data(withJSONObject: members, options: [.withoutEscapingSlashes])))
        let (project, problems) = Project.resolve(file: file, flags: [:])
        #expect(problems.isEmpty)
        let executionRole = try #require(project.executionRole)
        let stage = PrincipalStage(evaluator: evaluator)
        return (try await stage.principal(of: project, config: config.path, executionRole: executionRole), file)
    }

    @Test func googlesDefaultMappingNamesTheAssumedRole() async throws {
        let (outcome, _) = try await outcome()
        #expect(outcome.members == [Self.roleMember, Self.subjectMember])
        #expect(outcome.diagnostics.isEmpty)
    }

    @Test(arguments: [
        "google.subject=assertion.arn,attribute.account=assertion.account,attribute.aws_role=assertion.arn.extract('assumed-role/{role_name}/')",
        "google.subject = assertion.arn, attribute.aws_role = assertion.arn.extract(\"assumed-role/{role}/\")",
    ])
    func theHowToPagesMappingNamesTheRoleAlone(mapping: String) async throws {
        let (outcome, _) = try await outcome(mapping: mapping)
        #expect(
            outcome.members == [
                "principalSet://\(Self.pool)/attribute.aws_role/AmazonMWAA-demo-kwZCZS", Self.subjectMember,
            ])
    }

    @Test func theDefaultMappingWrittenOutIsTheDefault() async throws {
        let mapping =
            "google.subject=assertion.arn,attribute.aws_role=assertion.arn.contains('assumed-role') ? "
            + "assertion.arn.extract('{account_arn}assumed-role/') + 'assumed-role/' + "
            + "assertion.arn.extract('assumed-role/{role_name}/') : assertion.arn"
        #expect(try await outcome(mapping: mapping).0.members == [Self.roleMember, Self.subjectMember])
    }

    @Test func anotherExpressionIsNotGuessed() async throws {
        let (both, _) = try await outcome(mapping: "google.subject=assertion.userid,attribute.aws_role=assertion.arn")
        #expect(both.members == [])
        #expect(both.diagnostics.map(\.code) == [.attributeExpression])
        let (one, _) = try await outcome(
            mapping: "google.subject=assertion.arn,attribute.aws_role=f(assertion.arn, 'a', 'b')")
        #expect(one.members == [Self.subjectMember])
        #expect(one.diagnostics.map(\.severity) == [.warning])
        #expect(one.diagnostics[0].message.contains("f(assertion.arn, 'a', 'b')"))
    }

    /// Whether it is right depends on an expression that nobody evaluated: it is not called wrong.
    @Test func aMemberByAnotherExpressionIsLeftOpen() async throws {
        let mapping = "google.subject=assertion.arn,attribute.team=f(assertion.arn)"
        let (open, _) = try await outcome(mapping: mapping, bound: "principalSet://\(Self.pool)/attribute.team/dags")
        #expect(open.members == [Self.subjectMember])
        #expect(open.diagnostics.map(\.code) == [.attributeExpression])
        #expect(open.diagnostics.first?.message.contains("attribute.team") == true)
        #expect(open.diagnostics.map(\.severity) == [.warning])
        #expect(!open.admitsWorkers)
        let (wrong, _) = try await outcome(mapping: mapping, bound: "principalSet://\(Self.pool)/attribute.tea/dags")
        #expect(wrong.diagnostics.map(\.code) == [.boundMember])
        #expect(!wrong.admitsWorkers)
        let (right, _) = try await outcome(mapping: mapping, bound: Self.subjectMember)
        #expect(right.admitsWorkers)
        // Nobody evaluated the condition.
        let (unknown, _) = try await outcome(condition: "false", bound: Self.roleMember)
        #expect(!unknown.admitsWorkers)
    }

    @Test(arguments: [
        "assertion.arn", "", "attribute.aws_role=assertion.arn",
        "google.subject=assertion.arn,google.subject=assertion.arn",
        "google.subject=", "google.subject=" + String(repeating: "a", count: 2049),
    ])
    func aMalformedMappingIsRefused(mapping: String) async throws {
        #expect(try await outcome(mapping: mapping).0.diagnostics.map(\.code) == [.attributeMapping])
    }

    @Test(arguments: [
        "my-role", "", "arn:aws:sts::123456789012:assumed-role/r/s", "arn:aws:iam::12345:role/r",
        "arn:aws:iam::123456789012:role/",
        "arn:aws:iam::123456789012:user/u", "arn:aws:iam::123456789012:role/a b",
    ])
    func whatIsNoRoleIsRefused(role: String) async throws {
        let (outcome, _) = try await outcome(role: role)
        #expect(outcome.diagnostics.map(\.code) == [.executionRole])
        #expect(outcome.members.isEmpty)
    }

    /// 127 bytes are the most: `arn:aws-us-gov:sts::…:assumed-role/` has 46, `/AmazonMWAA-airflow` 19.
    @Test(arguments: [(62, true), (63, false)])
    func theSubjectHasALongestLength(length: Int, fits: Bool) async throws {
        let name = String(repeating: "r", count: length)
        let (outcome, _) = try await outcome(role: "arn:aws-us-gov:iam::123456789012:role/\(name)")
        #expect(outcome.diagnostics.map(\.code) == (fits ? [] : [.subjectTooLong]))
        #expect(outcome.members.isEmpty == !fits)
    }

    @Test(arguments: [roleMember, subjectMember, "principalSet://\(pool)/*"])
    func aRightMemberIsRight(bound: String) async throws {
        #expect(try await outcome(bound: bound).0.diagnostics.isEmpty)
    }

    /// Each with what the caret is under, and a part of the reason.
    @Test(arguments: [
        (
            "principalSet://\(pool)/attribute.aws_role/\(role)", role,
            "as IAM does; a session of it is `arn:aws:sts::123456789012:assumed-role/AmazonMWAA-demo-kwZCZS`"
        ),
        (
            "principalSet://\(pool)/attribute.aws_role/AmazonMWAA-demo-kwZCZS", "AmazonMWAA-demo-kwZCZS",
            "the role's name alone"
        ),
        (
            "principalSet://\(pool)/attribute.aws_role/arn:aws:sts::123456789012:assumed-role/amazonmwaa-demo-kwzczs",
            "arn:aws:sts::123456789012:assumed-role/amazonmwaa-demo-kwzczs", "differ in case"
        ),
        (
            "principalSet://\(pool)/attribute.aws_role/arn:aws:sts::123456789012:assumed-role/service-role/AmazonMWAA-demo-kwZCZS",
            "arn:aws:sts::123456789012:assumed-role/service-role/AmazonMWAA-demo-kwZCZS",
            "the role's path `/service-role/`"
        ),
        (
            "principalSet://\(pool)/attribute.aws_role/arn:aws:sts::210987654321:assumed-role/AmazonMWAA-demo-kwZCZS",
            "arn:aws:sts::210987654321:assumed-role/AmazonMWAA-demo-kwZCZS", "another AWS account than 123456789012"
        ),
        (
            roleMember + "/AmazonMWAA-airflow",
            "arn:aws:sts::123456789012:assumed-role/AmazonMWAA-demo-kwZCZS/AmazonMWAA-airflow",
            "the session's name at its end"
        ),
        (roleMember.replacing("987654321098", with: "111"), "111", "its project is 111"),
        (roleMember.replacing("mwaa-pool", with: "pool"), "pool", "its pool is `pool`"),
        (roleMember.replacing("aws_role", with: "role"), "attribute.role", "it goes by `attribute.role`"),
        (roleMember.replacing("principalSet:", with: "principal:"), "attribute.aws_role", "it goes by"),
        ("serviceAccount:a@b", "serviceAccount:a@b", "does not begin with"),
    ])
    func theReasonIsPrecise(bound: String, marked: String, reason: String) async throws {
        let (outcome, file) = try await outcome(bound: bound)
        let diagnostic = try #require(outcome.diagnostics.first)
        #expect(outcome.diagnostics.map(\.code) == [.boundMember])
        #expect(diagnostic.message.contains(reason), "\(diagnostic.message)")
        guard case .source(_, let span)? = diagnostic.place else {
            Issue.record("no place")
            return
        }
        #expect(String(decoding: file.bytes[span.start..<span.end], as: UTF8.self) == marked)
        #expect(diagnostic.help?.contains(outcome.members.first ?? "?") == true)
    }
}
