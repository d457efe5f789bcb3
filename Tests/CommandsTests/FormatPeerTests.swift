import Foundation
import Testing

/// The machine formats, read by programs that know them from their specifications.
@Suite struct FormatPeerTests {
    private static let commands = [
        "validate wrong.json good.json", "validate good.json", "validate nowhere.json", "validate configs secret.json",
        "validate --strict --release 9.9.9 good.json", "verify --python-host nowhere raises.py",
        "verify --python \(Tool.python) --release 2.10.3 raises.py",
        "build --credential-config wrong.json --google-cloud-project my-project --output dist",
        "pack packed --output a.zip", "pack nested --level 0 --output b.zip", "pack --strict nested --output c.zip",
        "pack packed --level 9 --mode 0755 --output d.zip",
        "inspect --list a.zip", "inspect b.zip", "inspect --strict b.zip", "inspect good.json", "inspect nowhere.zip",
        "diff a.zip a.zip", "diff a.zip b.zip", "diff a.zip d.zip", "diff a.zip good.json",
    ]

    private struct Question: Encodable {
        let format: String
        let text: String
        let status: Int32
    }

    @Test(arguments: ["sarif", "junit", "json"])
    func peersAcceptWhatIsWritten(format: String) throws {
        let questions = try Tool.withFixtures { directory in
            try Self.commands.map { line in
                let arguments = line.split(separator: " ").map(String.init) + ["--output-format", format]
                let outcome = try Tool.run(arguments, in: directory)
                return Question(format: format, text: outcome.output, status: outcome.status)
            }
        }
        #expect(Set(questions.map(\.status)) == [0, 1, 2])
        let encoder = JSONEncoder()
        let input = try questions.map { String(decoding: try encoder.encode($0), as: UTF8.self) }.joined(
            separator: "\n")
        let answers = try Tool.askPeer("check_reports.py", input: input)
        #expect(answers.count == questions.count)
        for (line, answer) in zip(Self.commands, answers) { #expect(answer == "ok", "\(line)") }
    }
}
