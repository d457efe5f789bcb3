extension DiagnosticCode {
    static let environment: [DiagnosticCode] = []
}
