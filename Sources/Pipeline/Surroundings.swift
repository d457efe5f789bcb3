import Files

/// Everything that a stage takes from the world it runs in; tests give their own.
package struct Surroundings: Sendable {
    /// Variables of the tool's process.
    package var environment: [String: String]
    /// The directory of the tool's executable, where the Python host is as well.
    package var toolDirectory: String
    /// An existing directory for temporary files.
    package var temporaryDirectory: String
    /// How many scenarios, or blocks of an archive, are worked on side by side.
    package var jobs: Int

    package init(environment: [String: String], toolDirectory: String, jobs: Int) {
        self.environment = environment
        self.toolDirectory = toolDirectory
        self.jobs = jobs
        temporaryDirectory = Tree.absolute(environment["TMPDIR"].flatMap { $0.isEmpty ? nil : $0 } ?? "/tmp")
    }
}

/// The version of the tool, as `--version` prints it and manifests record it.
package let toolVersion = "0.1.0"
