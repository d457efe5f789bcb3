import Diagnostics
import Testing

@Suite struct SourceTextTests {
    @Test func positionsCountScalarsAndBytes() {
        let text = SourceText(name: "t", text: "a\té\u{1F600}e\u{301}x")
        #expect(text.position(at: 0) == Position(line: 1, column: 1, byte: 0))
        #expect(text.position(at: 2) == Position(line: 1, column: 3, byte: 2))
        #expect(text.position(at: 4) == Position(line: 1, column: 4, byte: 4))
        #expect(text.position(at: 8) == Position(line: 1, column: 5, byte: 8))
        #expect(text.position(at: 11) == Position(line: 1, column: 7, byte: 11))
    }

    @Test(arguments: ["a\nb\nc", "a\r\nb\r\nc", "a\rb\rc", "a\r\nb\nc"])
    func linesEndInAnyTerminator(text: String) {
        let source = SourceText(name: "t", text: text)
        #expect(source.lineCount == 3)
        #expect((1...3).map { source.line($0).map { String(decoding: $0, as: UTF8.self) } } == ["a", "b", "c"])
        #expect(source.position(at: text.utf8.count - 1).line == 3)
        #expect(source.line(4) == nil)
    }

    @Test func offsetsPastTheEndGiveTheEnd() {
        let source = SourceText(name: "t", text: "ab\n")
        #expect(source.position(at: 99) == Position(line: 2, column: 1, byte: 3))
        #expect(source.position(at: -1).byte == 0)
    }

    @Test func anEmptyTextHasOneLine() {
        let source = SourceText(name: "t", bytes: [])
        #expect(source.lineCount == 1)
        #expect(source.position(at: 0) == Position(line: 1, column: 1, byte: 0))
        #expect(source.line(1)?.isEmpty == true)
    }
}
