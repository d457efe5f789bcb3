extension DiagnosticCode {
    package static let templateNameUndefined = Self("T401", "template uses a name that has no value")
    package static let templatePlaceholderMalformed = Self("T402", "malformed placeholder in a template")
    package static let templateNameUnused = Self("T403", "template does not use a value")
    package static let templateStringUnclosed = Self("T404", "string literal in a template is not closed")

    static let template = [
        templateNameUndefined, templatePlaceholderMalformed, templateNameUnused, templateStringUnclosed,
    ]
}
