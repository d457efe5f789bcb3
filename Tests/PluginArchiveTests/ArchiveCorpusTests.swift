import Foundation
import PluginArchive
import Testing

/// The inputs that the fuzzer starts from, and those that it found.
@Suite struct ArchiveCorpusTests {
    static let inputs: [[UInt8]] = {
        let file = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .appending(path: "Corpus/archive.txt")
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
        for (index, input) in Self.inputs.enumerated() {
            #expect(ArchiveProperties.violations(input) == [], "line \(index + 1)")
        }
    }

    /// What we accept without a word, others read, and they see the same.
    @Test func pythonAgreesOnWhatIsGood() throws {
        let scratch = Scratch()
        var expected: [String] = []
        for (index, input) in Self.inputs.enumerated() {
            let reader = try ArchiveReader(bytes: input, name: "x")
            let contents = try reader.checkContents(threads: 1, cancellation: CancellationSwitch())
            guard reader.findings.isEmpty, contents.findings.isEmpty else { continue }
            scratch.write("\(index).zip", input)
            let entries = reader.entries.map { "\($0.name)=\($0.size)" }
            expected.append("\(index).zip \(entries.joined(separator: " "))")
        }
        #expect(expected.count > 10)
        let script = """
            import glob, zipfile
            for path in sorted(glob.glob("*.zip"), key=lambda path: int(path[:-4])):
                archive = zipfile.ZipFile(path)
                assert archive.testzip() is None, path
                print(path, *[f"{entry.filename}={entry.file_size}" for entry in archive.infolist()])
            """
        let result = run("/usr/bin/python3", ["-c", script], in: scratch.path)
        #expect(
            result.output.split(separator: "\n").map(String.init)
                == expected.map { $0.trimmingCharacters(in: .whitespaces) })
    }
}
