extension DiagnosticCode {
    package static let projectNotAnObject = Self("P101", "the project file is not an object")
    package static let projectMemberUnknown = Self("P102", "unknown member in the project file")
    package static let projectMemberType = Self("P103", "a member of the project file has the wrong type")
    package static let projectID = Self("P201", "not a Google Cloud project id")
    package static let projectConfigPath = Self("P202", "not a path for the credential config")
    package static let projectPathEmpty = Self("P203", "a path is empty")
    package static let executionRole = Self("P301", "not the ARN of a role")
    package static let attributeMapping = Self("P302", "malformed attribute mapping")
    package static let attributeExpression = Self("P303", "attribute expression that is not evaluated")
    package static let subjectTooLong = Self("P304", "the subject is too long")
    package static let boundMember = Self("P305", "another member is bound")
    package static let attributeEvaluation = Self("P306", "an attribute has no value")
    package static let attributeCondition = Self("P307", "the attribute condition refuses the workers")

    static let project: [DiagnosticCode] = [
        projectNotAnObject, projectMemberUnknown, projectMemberType, projectID, projectConfigPath, projectPathEmpty,
        executionRole, attributeMapping, attributeExpression, subjectTooLong, boundMember, attributeEvaluation,
        attributeCondition,
    ]
}
