import Diagnostics
import Foundation
import Testing

/// `docs/codes`, and what `scripts/update-explanations` makes of it.
@Suite struct ExplanationTests {
    private static let directory = URL(filePath: #filePath).deletingLastPathComponent()
        .appending(path: "../../docs/codes").standardized

    private static func text(_ name: String) throws -> String {
        try String(contentsOf: directory.appending(path: name), encoding: .utf8)
    }

    @Test(arguments: DiagnosticPart.allCases)
    func everyCodeHasAnExplanation(_ part: DiagnosticPart) {
        let missing = part.codes.filter { $0.explanation == nil }.map(\.id)
        #expect(missing == [], "write docs/codes/CODE.md for these, then run scripts/update-explanations")
    }

    @Test func noExplanationIsLeftOver() throws {
        let names = try FileManager.default.contentsOfDirectory(atPath: Self.directory.path)
        let known = Set(DiagnosticCode.all.map { "\($0.id).md" } + ["README.md"])
        #expect(names.filter { !known.contains($0) } == [], "remove these, then run scripts/update-explanations")
    }

    @Test(arguments: DiagnosticCode.all.filter { $0.explanation != nil })
    func theExplanationIsThatOfItsFile(_ code: DiagnosticCode) throws {
        let explanation = try #require(code.explanation)
        #expect(explanation == (try? Self.text("\(code.id).md")), "run scripts/update-explanations")
        #expect(explanation.hasPrefix("# \(code.id): \(code.title)\n\n"))
    }

    @Test func theIndexListsEveryPartAndItsCodes() throws {
        var expected: [String] = []
        for part in DiagnosticPart.allCases where part.codes.contains(where: { $0.explanation != nil }) {
            expected.append("## \(part.rawValue): \(part.title)")
            for code in part.codes where code.explanation != nil {
                expected.append("| [\(code.id)](\(code.id).md) | \(code.title) |")
            }
        }
        let lines = try Self.text("README.md").split(separator: "\n").map(String.init)
        #expect(
            lines.filter { $0.hasPrefix("## ") || $0.hasPrefix("| [") } == expected, "run scripts/update-explanations")
    }

    @Test func everyCodeBelongsToAPart() {
        let codes = DiagnosticPart.allCases.flatMap(\.codes)
        #expect(codes.sorted() == DiagnosticCode.all)
        #expect(Set(codes).count == DiagnosticCode.all.count)
    }

    @Test func codesAreFoundInAnyCase() {
        #expect(DiagnosticCode.named("i101") == .fileMissing)
        #expect(DiagnosticCode.named("I1010") == nil)
    }
}
