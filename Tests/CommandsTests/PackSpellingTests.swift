import ArgumentParser
import Foundation
import Testing

@testable import Commands

/// `pack` takes its commonest options without the parser, and means by them what the parser does.
@Suite struct PackSpellingTests {
    /// Options are spelled `--name value`; `--name=value` is left to the parser.
    @Test(arguments: [
        "packed --output a.zip",
        "packed plugins --output a.zip --exclude operators/ --exclude __*",
        "--level 0 packed --threads 1 --output a.zip plugins/report_links.py",
        "packed --output a.zip --output b.zip",
        "packed --output a.zip --level +9 --threads 64",
        "packed --output a.zip --mode 0644 --strict",
        // Mistakes.
        "packed",
        "--output a.zip",
        "packed --output",
        "packed --output a.zip --level 10",
        "packed --output a.zip --level six",
        "packed --output a.zip --threads 0",
        "packed --output a.zip --exclude --strict",
        "packed --output a.zip --loud",
    ])
    func bothSpellingsAreTheSame(line: String) throws {
        let words = line.split(separator: " ").map(String.init)
        let plain = try outcome(of: words)
        let parsed = try outcome(of: joined(words))
        #expect(plain == parsed)
    }

    /// Also those that the plain way does not know: an option that is added to the command and forgotten there shows here, as
    /// one without a value.
    @Test(arguments: [
        "packed --output a.zip",
        "packed plugins --output a.zip --exclude operators/ --exclude __* --level 3 --threads 2",
    ])
    func everyOptionIsAsTheParserLeavesIt(line: String) throws {
        let words = line.split(separator: " ").map(String.init)
        let plain = try #require(PackCommand(plain: words))
        let parsed = try PackCommand.parse(words)
        var texts = ("", "")
        dump(plain, to: &texts.0)
        dump(parsed, to: &texts.1)
        #expect(texts.0 == texts.1)
        #expect(!texts.0.contains("definition"))
    }

    /// `--name value` as `--name=value`.
    private func joined(_ words: [String]) -> [String] {
        var joined: [String] = []
        for word in words {
            if let option = joined.last, ["--output", "--exclude", "--level", "--mode", "--threads"].contains(option),
                !word.hasPrefix("-")
            {
                joined[joined.count - 1] = "\(option)=\(word)"
            } else {
                joined.append(word)
            }
        }
        return joined
    }

    /// What the tool says and writes.
    private func outcome(of words: [String]) throws -> [String] {
        try Tool.withFixtures { directory in
            // Long enough that each level makes other bytes of it.
            try FileManager.default.copyItem(
                at: Tool.root.appending(path: "docs/cli.md"), to: directory.appending(path: "packed/cli.md"))
            let outcome = try Tool.run(["pack"] + words, in: directory)
            let archives = try FileManager.default.contentsOfDirectory(atPath: directory.path).sorted()
                .filter { $0.hasSuffix(".zip") }
                .map { "\($0): \(try Data(contentsOf: directory.appending(path: $0)).base64EncodedString())" }
            return ["\(outcome.status)", outcome.output, outcome.errors] + archives
        }
    }
}
