import MWAAReleases
import PluginArchive
import Project
import SpannedJSON

/// `manifest.json`: what was built from what, without a clock or a path of the machine, so that equal builds are equal.
struct Manifest {
    let project: Project
    let googleCloudProject: String
    let summary: ArchiveSummary
    let level: CompressionLevel
    /// The interpreter in which the plugin was verified.
    let verifiedWith: Version
    /// The other files of the output directory.
    let files: [BuiltFile]

    var text: String {
        JSONOutput.object([
            (
                "mwaa_gcp",
                .object([
                    ("format_version", .string("1.0")), ("tool_version", .string(toolVersion)),
                    ("zlib_version", .string(summary.zlibVersion)), ("compression_level", .int(level.number)),
                ])
            ),
            (
                "target",
                .object([
                    ("release", .string(project.release.version.description)),
                    ("python", .string(project.release.python.description)),
                    ("verified_with_python", .string(verifiedWith.description)),
                    ("google_cloud_project", .string(googleCloudProject)),
                    ("google_application_credentials", .string(project.configPath.value)),
                    ("template", .string(templateName)),
                ])
            ),
            (
                "archive",
                .object([
                    ("path", .string(OutputDirectory.archive)), ("size", .int(summary.size)),
                    ("sha256", .string(summary.hash.hex)), ("sha256_base64", .string(summary.hash.base64)),
                    ("content_sha256", .string(summary.contentDigest.hex)),
                    ("entries", .array(summary.entries.map(entry))),
                ])
            ),
            (
                "files",
                .array(
                    files.map { file in
                        .object([
                            ("path", .string(file.path)), ("size", .int(file.size)), ("sha256", .string(file.sha256)),
                        ])
                    })
            ),
        ]).pretty()
    }

    /// A file of the user's is told by its name alone.
    private var templateName: String {
        String(project.template.value.split(separator: "/").last ?? "")
    }

    private func entry(_ entry: ArchiveSummary.Entry) -> JSONOutput {
        let crc = String(entry.crc32, radix: 16)
        return .object([
            // The name itself: the content digest is made of it. What is packed has a name in UTF-8.
            ("path", .string(String(decoding: entry.name.bytes, as: UTF8.self))), ("size", .int(entry.size)),
            ("crc32", .string(String(repeating: "0", count: 8 - crc.count) + crc)), ("sha256", .string(entry.hash.hex)),
            ("mode", .string("0" + String(entry.mode & 0o777, radix: 8))),
        ])
    }
}

/// One file in the output directory.
package struct BuiltFile: Sendable, Hashable {
    /// Relative to the output directory.
    package let path: String
    /// Bytes.
    package let size: Int
    /// Lower-case hexadecimal.
    package let sha256: String
}
