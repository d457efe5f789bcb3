import CredentialConfig
import Diagnostics
import Foundation
import SpannedJSON
import TestSupport
import Testing

/// The inputs that the fuzzer starts from, and those that it found.
@Suite struct CorpusTests {
    static let inputs: [[UInt8]] = {
        let file = PackagePaths.root.appending(path: "Tests/Corpus/config.txt")
        let lines = (try? String(contentsOf: file, encoding: .utf8))?.split(separator: "\n") ?? []
        return lines.map { line in
            let digits = Array(line.utf8)
            return stride(from: 0, to: digits.count, by: 2).map { index in
                UInt8(String(decoding: digits[index..<index + 2], as: UTF8.self), radix: 16) ?? 0
            }
        }
    }()

    @Test func allPropertiesHold() {
        #expect(Self.inputs.count > 50)
        for input in Self.inputs {
            #expect(ConfigProperties.violations(input) == [], "\(String(decoding: input, as: UTF8.self))")
        }
    }

    @Test func pythonAgreesOnWhatIsValid() async throws {
        let answers = try await PythonPeer.run("parse_with_json.py", input: PythonPeer.hexadecimal(Self.inputs))
        #expect(answers.count == Self.inputs.count)
        for (input, answer) in zip(Self.inputs, answers) {
            let found = JSONParser.parse(SourceText(name: "t", bytes: input)).diagnostics
            let isValid = !found.contains { $0.severity == .error && $0.code != .jsonDuplicateMember }
            #expect(isValid == (answer != "invalid"), "\(String(decoding: input, as: UTF8.self))")
        }
    }
}
