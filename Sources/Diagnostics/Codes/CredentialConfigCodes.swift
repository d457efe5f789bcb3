extension DiagnosticCode {
    static let credentialConfig: [DiagnosticCode] = []
}
