extension DiagnosticCode {
    static let verification: [DiagnosticCode] = []
}
