package import Diagnostics

/// The plugins that are judged.
package struct Subject: Sendable {
    /// A directory as a worker would have it at `/usr/local/airflow/plugins`.
    package var folder: String
    /// How the user knows the files in it, by path below `folder`; files that are not here are shown by that path.
    package var files: [String: File]
    /// What the plugin shall export; `nil` accepts any value that is not empty.
    package var expectation: Expectation?

    package init(folder: String, files: [String: File] = [:], expectation: Expectation? = nil) {
        self.folder = folder
        self.files = files
        self.expectation = expectation
    }

    /// A plugin file's text as its author wrote it.
    package struct File: Sendable {
        package var text: SourceText
        /// The line of `text` that became this line (1-based) of the plugin; `nil` where there is none.
        package var line: @Sendable (Int) -> Int?

        package init(text: SourceText, line: @escaping @Sendable (Int) -> Int? = { $0 }) {
            self.text = text
            self.line = line
        }
    }

    package struct Expectation: Sendable, Hashable {
        package var googleCloudProject: String
        /// The value of `GOOGLE_APPLICATION_CREDENTIALS`.
        package var configPath: String

        package init(googleCloudProject: String, configPath: String) {
            self.googleCloudProject = googleCloudProject
            self.configPath = configPath
        }
    }

    /// Where a line of a loaded file is, as the user knows it.
    func place(file: String, line: Int) -> Place? {
        let prefix = folder.hasSuffix("/") ? folder : folder + "/"
        guard file.hasPrefix(prefix), let known = files[String(file.dropFirst(prefix.count))],
            let number = known.line(line), let span = known.text.spanOfLine(number)
        else { return nil }
        return .source(known.text, span)
    }
}

extension SourceText {
    /// Line `number` without its indentation and terminator.
    fileprivate func spanOfLine(_ number: Int) -> Span? {
        guard let line = line(number) else { return nil }
        let start = line.firstIndex { $0 != 0x20 && $0 != 0x09 } ?? line.startIndex
        return Span(start, max(start, line.endIndex))
    }
}
