import Foundation
import Testing

/// A command line whose exit status, streams and files are kept in `Goldens/NAME.txt`.
///
/// `MWAA_GCP_RECORD_GOLDENS=1 swift test --filter GoldenTests` writes what differs, and fails: look at the difference
/// before it is committed.
struct Golden: CustomTestStringConvertible, Sendable {
    let name: String
    /// In a directory with a copy of `Fixtures`. `{python}` stands for a Python without google-auth, so that the exchange,
    /// which has tests of its own, is not run.
    let arguments: [String]
    /// The fixture that is standard input.
    var input: String?
    /// Files to keep as they are afterwards.
    var files: [String] = []
    /// Command lines that come first, and succeed.
    var before: [String] = []
    /// What else is done to the directory before.
    var prepare: @Sendable (URL) throws -> Void = { _ in }

    init(
        _ name: String, _ line: String, input: String? = nil, files: [String] = [], before: [String] = [],
        prepare: @escaping @Sendable (URL) throws -> Void = { _ in }
    ) {
        self.name = name
        arguments = line.split(separator: " ").map(String.init)
        self.input = input
        self.files = files
        self.before = before
        self.prepare = prepare
    }

    var testDescription: String { name }

    static let directory = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Goldens")

    func check() throws {
        let found = try transcript()
        let file = Self.directory.appending(path: "\(name).txt")
        let kept = (try? String(contentsOf: file, encoding: .utf8)) ?? ""
        guard found != kept else { return }
        if ProcessInfo.processInfo.environment["MWAA_GCP_RECORD_GOLDENS"] == "1" {
            try Data(found.utf8).write(to: file)
            Issue.record("recorded \(file.lastPathComponent)")
        } else {
            let left = kept.split(separator: "\n", omittingEmptySubsequences: false)
            let right = found.split(separator: "\n", omittingEmptySubsequences: false)
            let line = zip(left, right).prefix { $0 == $1 }.count
            Issue.record(
                """
                \(file.lastPathComponent) differs from line \(line + 1) on
                  kept:  \(line < left.count ? left[line] : "(ends here)")
                  found: \(line < right.count ? right[line] : "(ends here)")
                when this is right: MWAA_GCP_RECORD_GOLDENS=1 swift test --filter GoldenTests
                """)
        }
    }

    private func transcript() throws -> String {
        try Tool.withFixtures { directory in
            let given = try input.map { try String(contentsOf: directory.appending(path: $0), encoding: .utf8) } ?? ""
            for line in before {
                let outcome = try Tool.run(line.split(separator: " ").map(String.init), in: directory)
                try #require(outcome.status == 0, "\(line)\n\(outcome.output)\(outcome.errors)")
            }
            try prepare(directory)
            let arguments = arguments.map { $0.replacing("{python}", with: "/usr/bin/python3") }
            let outcome = try Tool.run(arguments, in: directory, input: given)
            var text = "$ mwaa-gcp \(self.arguments.joined(separator: " "))\(input.map { " < \($0)" } ?? "")\n"
            text += "exit status \(outcome.status)\n"
            text += "--- standard output\n\(outcome.output)--- standard error\n\(outcome.errors)"
            for file in files {
                text += "--- \(file)\n" + (try String(contentsOf: directory.appending(path: file), encoding: .utf8))
            }
            return Self.shortened(Self.withoutDetails(text))
        }
    }

    /// Long reports are alike in the middle.
    private static func shortened(_ text: String) -> String {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        guard lines.count > 200 else { return text }
        return (lines.prefix(150) + ["(more lines)"] + lines.suffix(20)).joined(separator: "\n")
    }

    /// Leaves out what is another test's business: digests and sizes, the Python at hand, explanations.
    private static func withoutDetails(_ text: String) -> String {
        text.replacing(/\b[0-9a-f]{64}\b/, with: "(sha256)")
            .replacing(/\d+ bytes/, with: "(n) bytes")
            .replacing(/"size": \d+/, with: "\"size\": (n)")
            .replacing(/"zlib_version": "[^"]*"/, with: "\"zlib_version\": \"(version)\"")
            .replacing(/CPython 3\.\d+/, with: "CPython 3.X")
            .replacing(/("help": \{\n *"text": )".*"(,\n *"markdown": )".*"/) {
                "\($0.1)(explanation)\($0.2)(explanation)"
            }
            .replacing(/("fullDescription": \{\n *"text": )".*"/) { "\($0.1)(explanation)" }
    }
}
