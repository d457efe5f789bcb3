import CredentialConfig
package import Diagnostics
import Files
import MWAAReleases
package import Project
import SpannedJSON

/// Writes a project file from flags.
package enum InitStage {
    /// Writes `path`, and the JSON Schema beside it where there is none yet.
    ///
    /// Paths among the flags count from the working directory; in the file they count from its own. A release that was not
    /// given is written as well, so that the target does not change with the tool.
    /// - Parameter project: what the flags were resolved to, without an error.
    /// - Throws: ``DiagnosedError`` with I203 when there is a file already; with I201 when it cannot be written.
    package static func write(_ path: String, flags: Project.Flags, project: Project) throws(DiagnosedError) {
        let directory = path.lastIndex(of: "/").map { String(path[...$0]) } ?? "./"
        var members: [(String, JSONOutput)] = [(ProjectMember.schema.rawValue, .string(ProjectSchema.fileName))]
        for member in ProjectMember.allCases where member != .schema {
            let given = member == .release ? flags[member] ?? project.release.version.description : flags[member]
            guard let given else { continue }
            let value = member.isLocalPath(given) ? Tree.path(given, from: directory) : given
            members.append((member.rawValue, .string(value)))
        }
        try OutputFile.createNew(path, Array(JSONOutput.object(members).pretty().utf8))
        let schema = (directory == "./" ? "" : directory) + ProjectSchema.fileName
        if Tree.kind(of: schema) == nil {
            try OutputFile.createNew(schema, Array(ProjectSchema.text.utf8))
        }
    }

    /// What is wrong with values of `project` that only the rules of the credential config know of.
    package static func judge(_ project: Project) -> [Diagnostic] {
        project.awsRegion.map { CredentialConfigValidator.judge(region: .init($0.value, at: $0.place)) } ?? []
    }

    /// What `build` needs and `flags` lack.
    package static func missing(_ flags: Project.Flags) -> [ProjectMember] {
        [.googleCloudProject, .credentialConfig, .output].filter { flags[$0] == nil }
    }
}
