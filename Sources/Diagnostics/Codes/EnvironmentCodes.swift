extension DiagnosticCode {
    package static let pythonMissing = Self("E101", "no libpython found", stopsTheTool: true)
    package static let pythonUnusable = Self("E102", "the given Python cannot be used", stopsTheTool: true)
    package static let pythonDiffers = Self("E103", "not the release's Python")
    package static let environmentUnusable = Self(
        "E104", "the given directory is no virtual environment", stopsTheTool: true)
    package static let interpreterMissing = Self("E111", "no interpreter for a libpython", stopsTheTool: true)
    package static let environmentNotMade = Self("E112", "no virtual environment can be made", stopsTheTool: true)
    package static let packagesNotFetched = Self("E113", "pip cannot get the packages", stopsTheTool: true)
    package static let cacheMissing = Self("E114", "no place for prepared environments", stopsTheTool: true)
    package static let environmentPrepared = Self("E115", "a prepared environment was used")
    package static let hostMissing = Self("E201", "the Python host is not there", stopsTheTool: true)
    package static let hostFailed = Self("E202", "the Python host failed", stopsTheTool: true)
    package static let releaseUnknown = Self("E301", "unknown MWAA release")
    package static let releaseTooOld = Self("E302", "the release cannot use workload identity federation")
    package static let cannotListen = Self("E401", "the mock cloud cannot listen", stopsTheTool: true)
    package static let otherUniverse = Self("E402", "the mock cloud has no such universe", stopsTheTool: true)

    static let environment: [DiagnosticCode] = [
        pythonMissing, pythonUnusable, pythonDiffers, environmentUnusable, interpreterMissing, environmentNotMade,
        packagesNotFetched, cacheMissing, environmentPrepared, hostMissing, hostFailed, releaseUnknown, releaseTooOld,
        cannotListen, otherUniverse,
    ]
}
