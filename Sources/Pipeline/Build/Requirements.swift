import MWAAReleases

/// The `requirements.txt` that MWAA needs for Google's provider.
enum Requirements {
    private static let provider = "apache-airflow-providers-google"

    /// The user's lines with what is missing: the provider, and the constraint that releases from 2.7.2 on want.
    ///
    /// - Returns: the file's bytes; the user's own bytes come first, unchanged.
    static func complete(_ user: [UInt8], for release: MWAARelease) -> [UInt8] {
        let lines = String(decoding: user, as: UTF8.self).split(
            omittingEmptySubsequences: false, whereSeparator: \.isNewline
        )
        .map { $0.prefix { $0 != "#" }.filter { !$0.isWhitespace } }
        var result = user
        if !result.isEmpty, result.last != 0x0A { result.append(0x0A) }
        if release.wantsConstraint, !lines.contains(where: isConstraint) {
            // pip reads a constraint wherever it stands; first is where people look for it.
            result = Array("--constraint \"\(constraint(for: release))\"\n".utf8) + result
        }
        if !lines.contains(where: isProvider) {
            let pin = release.wantsConstraint ? "" : release.packages.googleProvider.map { "==\($0)" } ?? ""
            result += Array("\(provider)\(pin)\n".utf8)
        }
        return result
    }

    private static func constraint(for release: MWAARelease) -> String {
        "https://raw.githubusercontent.com/apache/airflow/constraints-\(release.version)/constraints-\(release.python).txt"
    }

    private static func isConstraint(_ line: String) -> Bool {
        line.hasPrefix("-c") || line.hasPrefix("--constraint")
    }

    /// Names of packages know no case, and `-`, `_` and `.` are the same in them (PEP 503).
    private static func isProvider(_ line: String) -> Bool {
        let name = line.lowercased().replacing("_", with: "-").replacing(".", with: "-")
        guard name.hasPrefix(provider) else {
            guard name.hasPrefix("apache-airflow["), let end = name.firstIndex(of: "]") else { return false }
            return name[..<end].dropFirst("apache-airflow[".count).split(separator: ",").contains("google")
        }
        let next = name.dropFirst(provider.count).first
        return next.map { !$0.isLetter && !$0.isNumber && $0 != "-" } ?? true
    }
}
