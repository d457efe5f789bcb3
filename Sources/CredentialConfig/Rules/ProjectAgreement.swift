import Diagnostics

/// The service account's project and the project of the data may differ; where they do, it should be on purpose.
enum ProjectAgreement: ConfigRule {
    static func check(_ config: ConfigDocument, _ context: ValidationContext, _ report: inout Report) {
        guard config.otherCredential == nil, let project = context.googleCloudProject,
            let text = config.plainText(.impersonationURL),
            let path = config.impersonation,
            let account = ServiceAccount(text.bytes[path.account])
        else { return }
        let home: String
        switch account.form {
        case .userManaged(let id), .appEngineDefault(let id): home = id
        case .computeDefault, .uniqueID: return
        }
        guard home != project.value, !Identifiers.isDigits(Array(project.value.utf8)[...]) else { return }
        report.note(
            .projectDiffers,
            "the service account is of the project \(home), the Google Cloud project is \(project.value)",
            at: text.span(of: path.account, in: config.source),
            related: project.place.map { [.init("the Google Cloud project", at: $0)] } ?? [],
            help: "this is right when the service account may use the other project")
    }
}
