import ArgumentParser

struct PythonCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "python", abstract: "Prepare the packages with which plugins are verified.",
        subcommands: [PythonPrepareCommand.self])
}
