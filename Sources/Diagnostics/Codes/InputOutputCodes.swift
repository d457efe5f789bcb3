extension DiagnosticCode {
    package static let fileMissing = Self("I101", "file not found", stopsTheTool: true)
    package static let fileUnreadable = Self("I102", "file cannot be read", stopsTheTool: true)
    package static let notAFile = Self("I103", "not a regular file", stopsTheTool: true)
    package static let fileTooLarge = Self("I104", "file is too large", stopsTheTool: true)
    package static let nothingToValidate = Self("I105", "nothing to validate", stopsTheTool: true)
    package static let outputUnwritable = Self("I201", "output cannot be written", stopsTheTool: true)
    package static let outputForeign = Self("I202", "output directory holds files of others", stopsTheTool: true)
    package static let outputExists = Self("I203", "output is there already", stopsTheTool: true)

    static let inputOutput = [
        fileMissing, fileUnreadable, notAFile, fileTooLarge, nothingToValidate, outputUnwritable, outputForeign,
        outputExists,
    ]
}
