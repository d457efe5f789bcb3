/// The stable name of a kind of finding: a letter for the part of the work, and three digits.
///
/// | letter | part |
/// | --- | --- |
/// | I | inputs and outputs: files, directories, the command line |
/// | J | JSON syntax |
/// | C | the credential config |
/// | P | the project file |
/// | T | plugin templates |
/// | A | archives |
/// | V | verification: the contract of a plugin |
/// | E | the environment: Python, the host, packages |
///
/// Each code has an explanation, `docs/codes/CODE.md`.
package struct DiagnosticCode: Sendable, Hashable, Comparable, CustomStringConvertible {
    package let id: String
    /// What it is about, for lists: a few words, lower case.
    package let title: String
    /// Whether an error of this code means that the tool could not do its work (exit status 2), rather than that it
    /// found something (exit status 1).
    package let stopsTheTool: Bool

    /// Declares a code; only the files in `Codes/` do, so that ``all`` is complete.
    init(_ id: String, _ title: String, stopsTheTool: Bool = false) {
        self.id = id
        self.title = title
        self.stopsTheTool = stopsTheTool
    }

    package var description: String { id }

    package static func < (left: Self, right: Self) -> Bool { left.id < right.id }

    /// Every code there is, in order of `id`.
    package static let all: [DiagnosticCode] = [
        inputOutput, json, credentialConfig, project, template, archive, verification, environment,
    ].flatMap { $0 }.sorted()
}
