import Diagnostics
import SpannedJSON

/// Reads `mwaa-gcp.json`.
enum ProjectFile {
    /// The strings in it by member, local paths resolved against the file's directory.
    static func read(_ text: SourceText, _ diagnostics: inout [Diagnostic]) -> [ProjectMember: Setting<String>] {
        let parsed = JSONParser.parse(text)
        diagnostics += parsed.diagnostics
        guard let root = parsed.root else { return [:] }
        guard case .object(let object) = root.value else {
            if root.value != .broken {
                diagnostics.append(
                    Diagnostic(
                        .projectNotAnObject, .error, "the project file is \(root.value.kind), not an object",
                        at: .source(text, root.span),
                        help: "write its members between braces, as in `{\"release\": \"2.10.3\"}`"))
            }
            return [:]
        }
        var settings: [ProjectMember: Setting<String>] = [:]
        for member in object.members {
            guard let known = ProjectMember(rawValue: member.key.text) else {
                diagnostics.append(unknown(member, text))
                continue
            }
            guard case .string(let value) = member.value.value else {
                if member.value.value != .broken { diagnostics.append(wrongType(member, known, text)) }
                continue
            }
            let resolved = known.isLocalPath(value.text) ? resolve(value.text, against: text.name) : value.text
            settings[known] = Setting(resolved, at: .source(text, value.span))
        }
        return settings
    }

    /// A path as the working directory sees it.
    private static func resolve(_ path: String, against file: String) -> String {
        guard !path.isEmpty, !path.hasPrefix("/"), let slash = file.lastIndex(of: "/") else { return path }
        return file[...slash] + path
    }

    private static func unknown(_ member: JSONMember, _ text: SourceText) -> Diagnostic {
        let names = ProjectMember.allCases.map(\.rawValue)
        let near = NearName.best(for: member.key.text, among: names)
        return Diagnostic(
            .projectMemberUnknown, .error, "the project file has no member `\(member.key.text)`",
            at: .source(text, member.key.span),
            help: near.map { "did you mean `\($0)`?" }
                ?? "its members are " + names.map { "`\($0)`" }.joined(separator: ", "))
    }

    private static func wrongType(_ member: JSONMember, _ known: ProjectMember, _ text: SourceText) -> Diagnostic {
        Diagnostic(
            .projectMemberType, .error, "`\(known.rawValue)` is \(member.value.value.kind), not a string",
            at: .source(text, member.value.span), help: "write the value between double quotes")
    }
}
