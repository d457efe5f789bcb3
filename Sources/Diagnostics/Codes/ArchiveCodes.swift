extension DiagnosticCode {
    static let archive: [DiagnosticCode] = []
}
