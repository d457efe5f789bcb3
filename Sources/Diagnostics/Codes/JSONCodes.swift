extension DiagnosticCode {
    package static let jsonSyntax = Self("J101", "not valid JSON")

    static let json = [jsonSyntax]
}
