/// What a format needs beside the report.
package struct Presentation: Sendable {
    /// Colours; only text has them.
    package var style = TextStyle.plain
    package var mask = SecretMask()
    /// Whether a warning counts as a finding.
    package var isStrict = false
    /// The version of the tool, for formats that name it.
    package var toolVersion = ""
    /// Absolute; machine formats show paths below it relative to it. `nil` leaves paths as they are.
    package var workingDirectory: String?

    package init() {}

    /// A path as machine formats show it: masked, and relative where it is below the working directory.
    func path(_ path: String) -> String {
        var path = path
        if let workingDirectory, path.hasPrefix(workingDirectory + "/") {
            path.removeFirst(workingDirectory.count + 1)
        }
        while path.hasPrefix("./") { path.removeFirst(2) }
        return mask(path)
    }
}
