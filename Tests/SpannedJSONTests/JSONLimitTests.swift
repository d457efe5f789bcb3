import Diagnostics
import Glibc
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
    /// 64 times the size must not take much longer; a parser that goes to its end for each report takes 64 times as long.
    @Test(arguments: ["\"\n", "'", "“", "{\"a\"", "\"a\" ", "[}", "/*", "x\n", "\"\\", "{x,", "#\n"])
    func noReportLooksAtTheRestOfTheText(unit: String) {
        let small = (0..<3).map { _ in processorTime(16_000, of: unit) }.min()!
        let large = (0..<3).map { _ in processorTime(1_024_000, of: unit) }.min()!
        #expect(large < max(small, 0.05) * 8, "\(small) and \(large)")
    }

    /// Seconds of this thread's processor time: what else runs on the machine is not in it.
    private func processorTime(_ bytes: Int, of unit: String) -> Double {
        func now() -> Double {
            var time = timespec()
            clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
            return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
        }
        let source = SourceText(name: "t", text: "[" + String(repeating: unit, count: bytes / unit.utf8.count))
        let start = now()
        _ = JSONParser.parse(source, limits: .init(diagnostics: 1000))
        return now() - start
    }
}
