extension DiagnosticCode {
    static let template: [DiagnosticCode] = []
}
