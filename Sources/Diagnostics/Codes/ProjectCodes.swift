extension DiagnosticCode {
    static let project: [DiagnosticCode] = []
}
