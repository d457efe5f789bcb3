public import ArgumentParser
import Pipeline

/// `mwaa-gcp`.
public struct MWAAGCP: AsyncParsableCommand {
    public static let configuration = CommandConfiguration(
        commandName: "mwaa-gcp",
        abstract: "Let DAGs on Amazon MWAA reach Google Cloud without service-account keys.",
        discussion: """
            EXAMPLES
              The whole job, from gcloud's file to a verified plugins.zip:
                mwaa-gcp build --credential-config gcp.json --google-cloud-project my-project \\
                    --release 2.10.3 --output dist
              What is wrong with a config, and mending it:
                mwaa-gcp validate gcp.json
                mwaa-gcp validate --fix gcp.json
              Will this plugin do its work on MWAA?
                mwaa-gcp verify plugins.zip
              Any plugins.zip: making one, judging one, comparing two:
                mwaa-gcp pack plugins --output plugins.zip
                mwaa-gcp inspect --list plugins.zip
                mwaa-gcp diff deployed.zip plugins.zip

            EXIT STATUS
              0 no errors, 1 errors (or warnings with --strict), 2 an input cannot be read or the tool cannot do its work, 64 usage.
            """,
        version: toolVersion,
        subcommands: [
            BuildCommand.self, InitCommand.self, ValidateCommand.self, RenderCommand.self, VerifyCommand.self,
            PackCommand.self, InspectCommand.self, DiffCommand.self, PrincipalCommand.self, PythonCommand.self,
            ServeCommand.self, ExplainCommand.self, SchemaCommand.self,
        ])

    public init() {}
}
