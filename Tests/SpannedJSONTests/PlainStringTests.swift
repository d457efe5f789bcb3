import Diagnostics
import SpannedJSON
import Testing

/// Strings are searched eight bytes at a time for what ends them.
@Suite struct PlainStringTests {
    /// What stands in the text, and what it says.
    @Test(arguments: [
        ("", ""), (#"\n"#, "\n"), (#"\""#, "\""), ("é", "é"), ("\u{7F}", "\u{7F}"), ("\u{1F600}", "\u{1F600}"),
    ])
    func whatEndsThemIsFoundAtEveryPlace(piece: String, meaning: String) throws {
        for before in 0..<20 {
            for after in 0..<10 {
                let (left, right) = (String(repeating: " ", count: before), String(repeating: "~", count: after))
                let result = JSONParser.parse(SourceText(name: "t", text: "[\"\(left)\(piece)\(right)\"]"))
                #expect(result.isValid)
                guard case .array(let elements)? = result.root?.value, case .string(let string)? = elements.first?.value
                else {
                    Issue.record("no string")
                    return
                }
                #expect(string.text == left + meaning + right)
                #expect(string.content == Span(2, 2 + (left + piece + right).utf8.count))
            }
        }
    }

    @Test func aControlCharacterIsReportedAtEveryPlace() {
        for before in 0..<20 {
            let text = "[\"" + String(repeating: "x", count: before) + "\u{1F}yyyyyyyyyy\"]"
            let places = JSONParser.parse(SourceText(name: "t", text: text)).diagnostics.map(\.place)
            #expect(places == [.source(SourceText(name: "t", text: text), Span(2 + before, 3 + before))])
        }
    }
}
