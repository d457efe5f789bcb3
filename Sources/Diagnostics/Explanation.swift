extension DiagnosticCode {
    /// `docs/codes/CODE.md`: what the code means, an example, and how to mend it. Markdown; its first line is
    /// `# CODE: title`, and a line feed ends it.
    ///
    /// `nil` only for a code whose file was not written, which a test does not let pass.
    package var explanation: String? { Explanations.texts[id] }

    /// The code of that name, in any case, if there is one.
    package static func named(_ name: String) -> DiagnosticCode? {
        let id = name.uppercased()
        return all.first { $0.id == id }
    }
}

/// What `scripts/update-explanations` makes of `docs/codes`: one generated file, one constant, for each part.
enum Explanations {
    /// By code.
    static var texts: [String: String] {
        [
            inputOutput, json, credentialConfig, project, template, archive, verification, environment,
        ].reduce(into: [:]) { all, part in all.merge(part) { first, _ in first } }
    }
}
