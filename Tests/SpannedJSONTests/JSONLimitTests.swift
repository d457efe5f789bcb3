import Diagnostics
import SpannedJSON
import Testing

@Suite struct JSONLimitTests {
    @Test func aTextOverTheLimitIsNotRead() {
        let source = SourceText(name: "t", bytes: Array(repeating: UInt8(ascii: "["), count: 1001))
        let result = JSONParser.parse(source, limits: .init(bytes: 1000))
        #expect(result.diagnostics.map(\.code) == [.jsonTooLarge])
        #expect(result.root == nil && !result.isComplete)
        #expect(JSONParser.parse(source, limits: .init(bytes: 1001)).diagnostics.map(\.code) == [.jsonTooDeep])
    }

    @Test(arguments: ["[", #"{"a":"#, #"[{"a":"#])
    func aDeepTextGivesOneReportAndStops(opening: String) {
        let text = String(repeating: opening, count: 20_000)
        let result = JSONParser.parse(SourceText(name: "t", text: text))
        #expect(result.diagnostics.map(\.code) == [.jsonTooDeep])
        #expect(!result.isComplete)
    }

    @Test func theDepthItselfIsAllowed() {
        func nested(_ depth: Int) -> SourceText {
            SourceText(name: "t", text: String(repeating: "[", count: depth) + String(repeating: "]", count: depth))
        }
        #expect(JSONParser.parse(nested(64)).isValid)
        #expect(JSONParser.parse(nested(65)).diagnostics.map(\.code) == [.jsonTooDeep])
        #expect(JSONParser.parse(nested(4), limits: .init(depth: 3)).diagnostics.map(\.code) == [.jsonTooDeep])
    }

    @Test func reportsEndWithANoteAtTheirLimit() {
        let source = SourceText(name: "t", text: "[" + String(repeating: "01,", count: 50) + "1]")
        let result = JSONParser.parse(source, limits: .init(diagnostics: 10))
        #expect(result.diagnostics.map(\.code) == Array(repeating: .jsonNumber, count: 10) + [.jsonTooManyErrors])
        #expect(result.diagnostics.last?.severity == .note)
    }

    /// Texts that made a parser look at the same bytes again and again. Reading ends after 1000 reports, so that a text of
    /// 32 times the size must not take much longer.
    @Test(arguments: ["\"\n", "'", "“", "{\"a\"", "\"a\" ", "[}", "/*", "x\n", "\"\\", "{x,", "#\n"])
    func noReportLooksAtTheRestOfTheText(unit: String) {
        func time(_ bytes: Int) -> Duration {
            let count = bytes / unit.utf8.count
            let source = SourceText(name: "t", text: "[" + String(repeating: unit, count: count))
            let limits = JSONParser.Limits(diagnostics: 1000)
            return ContinuousClock().measure { _ = JSONParser.parse(source, limits: limits) }
        }
        // The least of several: other work on the machine only ever adds.
        let small = (0..<5).map { _ in time(2_000) }.min()!
        let large = (0..<3).map { _ in time(64_000) }.min()!
        #expect(large < max(small, .milliseconds(5)) * 12, "\(small) and \(large)")
    }
}
