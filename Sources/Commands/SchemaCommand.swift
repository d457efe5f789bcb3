import ArgumentParser
import Project

struct SchemaCommand: PlainCommand {
    static let configuration = CommandConfiguration(
        commandName: "schema", abstract: "Print the JSON Schema of the project file.",
        discussion: """
            init puts it beside the project file; after an upgrade of the tool this brings it up to date.

            EXAMPLE
              mwaa-gcp schema > mwaa-gcp.schema.json
            """)

    func run() throws {
        try Terminal.write(ProjectSchema.text)
    }
}
