import Diagnostics
import SpannedJSON
import Testing

@Suite struct JSONParserTests {
    @Test func readsAValidText() throws {
        let text = #"{"a": [1, -0.5e+3, true, null], "\u00e9\uD83D\uDE00": {"x": "y\n"}}"#
        let result = JSONParser.parse(SourceText(name: "t", text: text))
        #expect(result.diagnostics.isEmpty)
        #expect(result.isValid && result.isComplete)
        guard case .object(let root)? = result.root?.value else { Issue.record("no object"); return }
        #expect(root.members.map(\.key.text) == ["a", "é😀"])
    }
}
