import Diagnostics
import SpannedJSON

/// The machine format: one JSON document, versioned by `format_version` (the first number changes when a reader breaks).
package enum JSONRenderer {
    package static func render(_ report: Report, mask: SecretMask = SecretMask()) -> String {
        var members: [(String, JSONOutput)] = [
            ("format_version", .string("1.1")),
            ("column_unit", .string("unicode_code_points")),
            ("command", .string(report.command)),
            (
                "summary",
                .object([
                    ("errors", .int(report.count(.error))), ("warnings", .int(report.count(.warning))),
                    ("notes", .int(report.count(.note))),
                ])
            ),
            ("diagnostics", .array(report.sortedDiagnostics.map { diagnostic($0, mask) })),
        ]
        if let scenarios = report.scenarios {
            members.append(("scenarios", .array(scenarios.map { scenario($0, mask) })))
        }
        if let artifacts = report.artifacts {
            members.append(("artifacts", .array(artifacts.map { artifact($0, mask) })))
        }
        if let archive = report.archive { members.append(("archive", ArchiveJSON.archive(archive, mask))) }
        if let difference = report.difference {
            members.append(("difference", ArchiveJSON.difference(difference, mask)))
        }
        return JSONOutput.object(members).pretty()
    }

    private static func diagnostic(_ diagnostic: Diagnostic, _ mask: SecretMask) -> JSONOutput {
        .object([
            ("code", .string(diagnostic.code.id)),
            ("severity", .string(diagnostic.severity.rawValue)),
            ("message", .string(mask(diagnostic.message))),
            ("label", .optional(diagnostic.label.map { mask($0) })),
            ("help", .optional(diagnostic.help.map { mask($0) })),
            ("location", diagnostic.place.map { location($0, mask) } ?? .null),
            (
                "related",
                .array(
                    diagnostic.related.map {
                        .object([("message", .string(mask($0.message))), ("location", location($0.place, mask))])
                    })
            ),
            ("fixable", .bool(diagnostic.fix != nil)),
        ])
    }

    private static func location(_ place: Place, _ mask: SecretMask) -> JSONOutput {
        switch place {
        case .source(let text, let span):
            .object([
                ("file", .string(mask(text.name))),
                ("start", position(text.position(at: span.start))),
                ("end", position(text.position(at: span.end))),
            ])
        case .file(let path):
            .object([("file", .string(mask(path))), ("start", .null), ("end", .null)])
        case .archive(let path, let entry, let offset):
            .object([
                ("file", .string(mask(path))), ("start", .null), ("end", .null),
                ("entry", .optional(entry.map { mask($0) })),
                ("byte", offset.map { .int($0) } ?? .null),
            ])
        }
    }

    private static func position(_ position: Position) -> JSONOutput {
        .object([
            ("line", .int(position.line)), ("column", .int(position.column)), ("byte", .int(position.byte)),
        ])
    }

    private static func scenario(_ scenario: ReportedScenario, _ mask: SecretMask) -> JSONOutput {
        .object([
            ("id", .string(scenario.id)),
            ("title", .string(mask(scenario.title))),
            ("outcome", .string(scenario.outcome.rawValue)),
            ("virtual_seconds", scenario.virtualSeconds.map { .double($0) } ?? .null),
            ("requests", .array(scenario.requests.map { .string(mask($0)) })),
            ("remarks", .array(scenario.remarks.map { .string(mask($0)) })),
            (
                "settings",
                .array(
                    scenario.settings.map {
                        .object([
                            ("release", .string($0.release)), ("lazy_load_plugins", .bool($0.lazyLoadPlugins)),
                        ])
                    })
            ),
        ])
    }

    private static func artifact(_ artifact: ReportedArtifact, _ mask: SecretMask) -> JSONOutput {
        .object([
            ("path", .string(mask(artifact.path))), ("size", .int(artifact.size)), ("sha256", .string(artifact.sha256)),
        ])
    }
}
