/// A part of the work, with the letter that its codes begin with.
package enum DiagnosticPart: String, Sendable, Hashable, CaseIterable {
    case inputOutput = "I"
    case json = "J"
    case credentialConfig = "C"
    case project = "P"
    case template = "T"
    case archive = "A"
    case verification = "V"
    case environment = "E"

    /// What the part is, for headings.
    package var title: String {
        switch self {
        case .inputOutput: "Inputs and outputs"
        case .json: "JSON syntax"
        case .credentialConfig: "The credential config"
        case .project: "The project file"
        case .template: "Plugin templates"
        case .archive: "Archives"
        case .verification: "Verification: the contract of a plugin"
        case .environment: "The environment: Python, the host, releases"
        }
    }

    /// The part's codes, in order of `id`.
    package var codes: [DiagnosticCode] {
        DiagnosticCode.all.filter { $0.id.hasPrefix(rawValue) }
    }
}
