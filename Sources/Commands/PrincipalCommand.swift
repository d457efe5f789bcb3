import ArgumentParser
import Diagnostics
import Pipeline
import Project
import PythonEnvironment
import Reporting

struct PrincipalCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "principal", abstract: "Print the member to bind to the service account.",
        discussion: """
            Google knows a worker by the ARN of its role's session, as the provider's attribute mapping makes attributes of \
            it. Prints the members of the pool that let the environment's workers in, one a line: the role's sessions, then \
            the one session that MWAA has. Bind one of them as roles/iam.workloadIdentityUser; the report is on standard error.

            Google's default mapping and that of its how-to page are known by heart. Other expressions, and an attribute \
            condition, are evaluated with cel-python, once `mwaa-gcp python prepare --expressions` has fetched it.

            EXAMPLES
              mwaa-gcp principal --credential-config gcp.json \\
                  --execution-role arn:aws:iam::123456789012:role/service-role/my-mwaa-role
              mwaa-gcp principal          (everything in mwaa-gcp.json)
            """)

    @Option(
        help: ArgumentHelp(
            "The project file.", discussion: "By default mwaa-gcp.json, where there is one.", valueName: "file"))
    var project: String?

    @Option(help: ArgumentHelp("The file that gcloud wrote.", valueName: "file"))
    var credentialConfig: String?

    @Option(help: ArgumentHelp("The ARN of the environment's execution role.", valueName: "arn"))
    var executionRole: String?

    @Option(
        help: ArgumentHelp(
            "The provider's attribute mapping, as gcloud takes it (default: Google's for AWS).", valueName: "mapping"))
    var attributeMapping: String?

    @Option(
        help: ArgumentHelp(
            "The provider's attribute condition, which the workers have to meet.", valueName: "condition"))
    var attributeCondition: String?

    @Option(
        help: ArgumentHelp(
            "Where python prepare kept cel-python (default: mwaa-gcp/python in $XDG_CACHE_HOME or ~/.cache).",
            valueName: "directory"))
    var cache: String?

    @Option(help: ArgumentHelp("The member that is bound, to be checked.", valueName: "member"))
    var boundMember: String?

    @OptionGroup var report: ReportOptions

    func run() async throws {
        let flags: [ProjectMember: String?] = [
            .credentialConfig: credentialConfig, .executionRole: executionRole, .attributeMapping: attributeMapping,
            .attributeCondition: attributeCondition, .boundMember: boundMember,
        ]
        do {
            let (project, problems) = Project.resolve(
                file: try ProjectOptions.read(project), flags: flags.compactMapValues { $0 })
            if problems.contains(where: { $0.severity == .error }) { throw DiagnosedError(problems) }
            let config = try require(project.credentialConfig, .credentialConfig)
            let role = try requireSetting(project.executionRole)
            let evaluator = EnvironmentCache(named: cache, environment: Terminal.environment)
                .flatMap { ExpressionEvaluator.find(in: $0) }
            let outcome = try await PrincipalStage(evaluator: evaluator)
                .principal(of: project, config: config, executionRole: role)
            for member in outcome.members { try Terminal.write(member + "\n") }
            try report.finish(
                Report(
                    command: "principal", diagnostics: problems + outcome.diagnostics, inputs: [config],
                    conclusion: outcome.admitsWorkers ? "the bound member lets the environment's workers in" : nil),
                besideData: true)
        } catch let error as DiagnosedError {
            try report.finish(Report(command: "principal", diagnostics: error.diagnostics), besideData: true)
        }
    }

    private func requireSetting(_ setting: Setting<String>?) throws -> Setting<String> {
        _ = try require(setting, .executionRole)
        return setting ?? Setting("")
    }
}
