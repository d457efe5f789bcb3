import Diagnostics
import SpannedJSON

/// SARIF 2.1.0: one run, its rules with their explanations, and a result for each finding.
struct SARIFRenderer {
    private let presentation: Presentation

    init(_ presentation: Presentation) {
        self.presentation = presentation
    }

    private static let schema =
        "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"

    func render(_ report: Report) -> String {
        let rules = Set(report.diagnostics.map(\.code)).sorted()
        let indices = Dictionary(uniqueKeysWithValues: rules.enumerated().map { ($1, $0) })
        var fingerprints = SARIFFingerprints()
        let results = report.sortedDiagnostics.map { diagnostic in
            result(diagnostic, of: report, ruleIndex: indices[diagnostic.code] ?? -1, &fingerprints)
        }
        let driver: [(String, JSONOutput)] = [
            ("name", .string("mwaa-gcp")), ("version", .string(presentation.toolVersion)),
            ("rules", .array(rules.map(SARIFRule.json))),
        ]
        let status = report.exitStatus(strict: presentation.isStrict)
        let run: [(String, JSONOutput)] = [
            ("tool", .object([("driver", .object(driver))])),
            (
                "invocations",
                .array([.object([("executionSuccessful", .bool(status != 2)), ("exitCode", .int(Int(status)))])])
            ),
            ("columnKind", .string("unicodeCodePoints")),
            ("newlineSequences", .array([.string("\r\n"), .string("\n"), .string("\r")])),
            ("results", .array(results)),
        ]
        return JSONOutput.object([
            ("$schema", .string(Self.schema)), ("version", .string("2.1.0")), ("runs", .array([.object(run)])),
        ]).pretty()
    }

    private func result(
        _ diagnostic: Diagnostic, of report: Report, ruleIndex: Int, _ fingerprints: inout SARIFFingerprints
    ) -> JSONOutput {
        let advice = diagnostic.help.map { "\n\($0)" } ?? ""
        var members: [(String, JSONOutput)] = [
            ("ruleId", .string(diagnostic.code.id)), ("ruleIndex", .int(ruleIndex)),
            ("level", .string(diagnostic.severity.rawValue)), ("message", message(diagnostic.message + advice)),
        ]
        // Code scanning wants a place for everything: what has none of its own is told of the one thing that was judged.
        let place = diagnostic.place ?? (report.inputs.count == 1 ? .file(report.inputs[0]) : nil)
        if let place {
            var location = location(place)
            if let label = diagnostic.label { location.append(("message", message(label))) }
            members.append(("locations", .array([.object(location)])))
        }
        if !diagnostic.related.isEmpty {
            let related = diagnostic.related.enumerated().map { index, related in
                JSONOutput.object(
                    [("id", .int(index))] + location(related.place) + [("message", message(related.message))])
            }
            members.append(("relatedLocations", .array(related)))
        }
        let fingerprint = fingerprints.next(for: diagnostic, presentation)
        members.append(("partialFingerprints", .object([(SARIFFingerprints.name, .string(fingerprint))])))
        if let fix = fix(diagnostic) { members.append(("fixes", .array([fix]))) }
        return .object(members)
    }

    private func message(_ text: String) -> JSONOutput {
        .object([("text", .string(SARIFText.message(presentation.mask(text))))])
    }

    // MARK: - Places

    private func location(_ place: Place) -> [(String, JSONOutput)] {
        var physical = [("artifactLocation", artifact(place.file))]
        switch place {
        case .source(let text, let span): physical.append(("region", region(text, span)))
        case .file: break
        case .archive(_, let entry, let offset):
            // Not a region: code scanning refuses one without a line.
            if let offset { physical.append(("properties", .object([("byteOffset", .int(offset))]))) }
            if let entry {
                let name = JSONOutput.string(presentation.mask(entry))
                let logical = JSONOutput.object([("fullyQualifiedName", name), ("kind", .string("member"))])
                return [("physicalLocation", .object(physical)), ("logicalLocations", .array([logical]))]
            }
        }
        return [("physicalLocation", .object(physical))]
    }

    private func artifact(_ path: String) -> JSONOutput {
        .object([("uri", .string(SARIFText.uri(ofPath: presentation.path(path))))])
    }

    private func region(_ text: SourceText, _ span: Span) -> JSONOutput {
        let (start, end) = (text.position(at: span.start), text.position(at: span.end))
        return .object([
            ("startLine", .int(start.line)), ("startColumn", .int(start.column)), ("endLine", .int(end.line)),
            ("endColumn", .int(end.column)),
        ])
    }

    /// `nil` without a fix, and for one whose text may not be shown or is not text.
    private func fix(_ diagnostic: Diagnostic) -> JSONOutput? {
        guard let fix = diagnostic.fix, case .source(let text, _)? = diagnostic.place else { return nil }
        var replacements: [JSONOutput] = []
        for edit in fix.edits {
            guard let inserted = String(validating: edit.replacement, as: UTF8.self),
                presentation.mask(inserted) == inserted
            else { return nil }
            replacements.append(
                .object([
                    ("deletedRegion", region(text, edit.span)),
                    ("insertedContent", .object([("text", .string(inserted))])),
                ]))
        }
        let change = JSONOutput.object([
            ("artifactLocation", artifact(text.name)), ("replacements", .array(replacements)),
        ])
        return .object([("description", message(fix.description)), ("artifactChanges", .array([change]))])
    }
}
