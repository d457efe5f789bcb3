import CredentialConfig
package import Diagnostics
import Files
import PluginArchive
import PluginTemplate
package import Project
import PythonEnvironment
import Verification

/// The whole job: config in, verified archive out.
package struct BuildStage: Sendable {
    private let project: Project
    private let verify: VerifyStage
    private let choices: ArchiveChoices
    private let isStrict: Bool

    /// - Parameters:
    ///   - verify: how to verify; its config is replaced by the prepared one.
    ///   - choices: how to make the archive.
    ///   - isStrict: whether a warning keeps the output from being published, as an error does.
    package init(
        _ project: Project, verify: VerifyStage, choices: ArchiveChoices = ArchiveChoices(), isStrict: Bool = false
    ) {
        self.isStrict = isStrict
        self.choices = choices
        self.project = project
        self.verify = verify
    }

    /// What the project must name for a build.
    package struct Inputs: Sendable {
        package var credentialConfig: String
        package var googleCloudProject: String
        package var output: String

        package init(credentialConfig: String, googleCloudProject: String, output: String) {
            self.credentialConfig = credentialConfig
            self.googleCloudProject = googleCloudProject
            self.output = output
        }
    }

    package struct Outcome: Sendable {
        package var diagnostics: [Diagnostic]
        /// `nil` when the build ended before it verified.
        package var verification: VerifyOutcome?
        /// What is in the output directory now; empty when there was an error.
        package var files: [BuiltFile] = []
    }

    /// Builds, and publishes the output only when nothing is wrong.
    ///
    /// - Throws: ``DiagnosedError`` when it cannot be done at all. The earlier output is then as it was.
    package func build(_ inputs: Inputs) async throws -> Outcome {
        let text = try ConfigStage.read(inputs.credentialConfig, namedAt: project.credentialConfig?.place)
        let prepared = CredentialConfigValidator.prepare(text, ConfigStage.context(project))
        var outcome = Outcome(diagnostics: prepared.notes + prepared.diagnostics)
        if prepared.hasErrors { return outcome }
        let plugin = try RenderStage.render(project, googleCloudProject: inputs.googleCloudProject)
        let requirements = try project.requirements.map { setting throws(DiagnosedError) in
            try InputFile.read(setting.value, limit: 1 << 20, role: "requirements file", namedAt: setting.place)
        }
        let output = try OutputDirectory(inputs.output)
        do {
            let plan = try self.plan(plugin, prepared.bytes, output: output)
            outcome.diagnostics += plan.diagnostics
            let archive = output.staging + "/" + OutputDirectory.archive
            let summary = try await choices.writer(plan, verify.surroundings).write(toFile: archive)
            outcome.diagnostics += plan.lints(
                size: summary.size, path: Tree.path(of: OutputDirectory.archive, in: inputs.output))
            var verify = verify
            verify.credentialConfig = prepared.bytes
            let verified = try await verify.verify(
                archive: archive, files: knownFiles(plugin),
                expectation: .init(
                    googleCloudProject: inputs.googleCloudProject, configPath: project.configPath.value))
            outcome.diagnostics += verified.diagnostics
            outcome.verification = verified
            if outcome.diagnostics.contains(where: { $0.severity == .error || (isStrict && $0.severity == .warning) }) {
                output.discard()
                return outcome
            }
            var files = [BuiltFile(path: OutputDirectory.archive, size: summary.size, sha256: summary.hash.hex)]
            for (path, bytes) in otherFiles(config: prepared.bytes, requirements: requirements ?? []) {
                files.append(try write(path, bytes, into: output))
            }
            let manifest = Manifest(
                project: project, googleCloudProject: inputs.googleCloudProject, summary: summary,
                level: choices.level,
                verifiedWith: verified.rounds[0].round.python.version, files: files)
            files.append(try write(OutputDirectory.manifest, Array(manifest.text.utf8), into: output))
            try Task.checkCancellation()
            try output.publish()
            outcome.files = files
            return outcome
        } catch {
            output.discard()
            throw error
        }
    }

    /// The config travels in the archive where workers are to find it in their plugins folder.
    private static let pluginsFolder = "/usr/local/airflow/plugins/"
    private static let dagsFolder = "/usr/local/airflow/dags/"

    private func plan(
        _ plugin: RenderedPlugin, _ config: [UInt8], output: OutputDirectory
    ) throws(DiagnosedError) -> ArchivePlan {
        var sources: [ArchiveSource] = [
            .bytes(plugin.bytes, name: EntryName(RenderedPlugin.fileName), description: "the rendered plugin")
        ]
        if project.configPath.value.hasPrefix(Self.pluginsFolder) {
            let name = EntryName(String(project.configPath.value.dropFirst(Self.pluginsFolder.count)))
            sources.append(.bytes(config, name: name, description: "the prepared credential config"))
        }
        if let plugins = project.plugins { sources.append(.directory(plugins.value)) }
        do throws(DiagnosedError) {
            // Both may lie in the plugins directory: what an earlier build made, and what this one is making.
            return try choices.plan(sources, outputs: [output.path, output.staging])
        } catch {
            throw error.pointing(from: project.plugins?.value, to: project.plugins?.place)
        }
    }

    /// Files of the archive under the names by which their authors know them.
    private func knownFiles(_ plugin: RenderedPlugin) -> [String: Subject.File] {
        var files = project.plugins.map { Subject.directory($0.value).files } ?? [:]
        // A placeholder and its value are each on one line, so lines of plugin and template are the same.
        files[RenderedPlugin.fileName] = Subject.File(text: plugin.template)
        return files
    }

    private func otherFiles(config: [UInt8], requirements: [UInt8]) -> [(path: String, bytes: [UInt8])] {
        var files: [(String, [UInt8])] = []
        if !project.configPath.value.hasPrefix(Self.pluginsFolder) {
            let name =
                project.configPath.value.hasPrefix(Self.dagsFolder)
                ? project.configPath.value.dropFirst(Self.dagsFolder.count)
                : project.configPath.value.split(separator: "/").last ?? "gcp-wi-config.json"
            files.append(("dags/\(name)", config))
        }
        files.append(("requirements.txt", Requirements.complete(requirements, for: project.release)))
        files.append(
            (
                "airflow-configuration-options.json",
                Array(ConfigurationOptions.text(for: project.release).utf8)
            ))
        return files
    }

    private func write(_ path: String, _ bytes: [UInt8], into output: OutputDirectory) throws(DiagnosedError)
        -> BuiltFile
    {
        var directory = output.staging
        for component in path.split(separator: "/").dropLast() {
            directory += "/" + component
            try OutputFile.makeDirectory(directory)
        }
        try OutputFile.create(output.staging + "/" + path, bytes)
        return BuiltFile(path: path, size: bytes.count, sha256: ContentHash(of: bytes).hex)
    }
}
