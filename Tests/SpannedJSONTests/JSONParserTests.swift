import Diagnostics
import SpannedJSON
import TestSupport
import Testing

@Suite struct JSONParserTests {
    @Test func readsAValidText() throws {
        let text = #"{"a": [1, -0.5e+3, true, null], "\u00e9\uD83D\uDE00": {"x": "y\n"}}"#
        let source = SourceText(name: "t", text: text)
        let result = JSONParser.parse(source)
        #expect(result.diagnostics.isEmpty && result.isValid && result.isComplete)
        guard case .object(let root)? = result.root?.value, root.members.count == 2,
            case .array(let elements) = root.members[0].value.value,
            case .object(let inner) = root.members[1].value.value
        else {
            Issue.record("wrong shape")
            return
        }
        #expect(root.members.map(\.key.text) == ["a", "é😀"])
        #expect(elements.map(\.value) == [.number("1"), .number("-0.5e+3"), .bool(true), .null])
        #expect(elements.map { source.text($0.span) } == ["1", "-0.5e+3", "true", "null"])
        #expect(source.text(root.members[0].span) == #""a": [1, -0.5e+3, true, null]"#)
        #expect(inner["x"].map { source.text($0.value.span) } == #""y\n""#)
    }

    /// Each with its mistake marked; nothing else may be reported.
    static let mistakes: [String] = [
        #"⟪J101|⟫"#,
        "⟪J101|⟫ \n\t",
        "⟪J102|\u{FEFF}⟫{}",
        #"{"a": 1⟪J105|⟫"#,
        #"{"a": [1, 2⟪J105|⟫"#,
        #"{"a⟪J105|⟫"#,
        #"{"a": ⟪J105|⟫"#,
        #"{"a"⟪J105|⟫"#,
        #"{"a": "\⟪J105|⟫"#,
        #"{}⟪J106|x⟫"#,
        #"{"a": 1} ⟪J106|{"b": 2}⟫"#,
        #"{"a": 1⟪J107|,⟫}"#,
        "[1⟪J107|,⟫\n]",
        #"{"a": 1⟪J108|⟫ "b": 2}"#,
        #"{"a": "x"⟪J108|⟫"# + "\n" + #""b": 2}"#,
        #"[1⟪J108|⟫ 2]"#,
        #"["a"⟪J108|⟫ "b"]"#,
        #"{"a" ⟪J109|⟫1}"#,
        #"{"a" ⟪J109|=⟫ 1}"#,
        #"{"a" ⟪J109|=>⟫ 1}"#,
        #"{"a":⟪J110|⟫, "b": 1}"#,
        #"{"a":⟪J110|⟫}"#,
        #"{"a": 1, ⟪J111|,⟫ "b": 2}"#,
        #"[⟪J111|,⟫1]"#,
        #"⟪J111|%⟫"#,
        #"{"a": ⟪J111|%x⟫, "b": 1}"#,
        #"{⟪J111|5: 1⟫, "b": 1}"#,
        #"{"a": [1⟪J111|}⟫, "b": 2}"#,
        #"[{"a": 1⟪J111|]⟫]"#,
        #"{"a": 1 ⟪J111|; x⟫, "b": 2}"#,
        #"{"a": 1⟪J111|;⟫ "b": 2}"#,
        "{⟪J111|\u{A0}\u{A0}⟫\"a\":⟪J111|\u{2003}⟫1,\n⟪J111|\u{200B}⟫\"b\": 2}",
        "[⟪J118|-⟫, ⟪J118|--1⟫]",
        "⟪J112|// note⟫\n{}",
        "{} ⟪J112|# note⟫",
        #"{⟪J112|/* a * b */⟫"a": 1}"#,
        "{}⟪J112|/* no end⟫",
        #"{⟪J113|'a'⟫: ⟪J113|'it'⟫}"#,
        #"[⟪J113|`a`⟫]"#,
        #"{⟪J114|“a”⟫: ⟪J114|‘b’⟫, ⟪J114|«c»⟫: 1}"#,
        "{\"a\": \"b⟪J114|”⟫,\n\"c\": 1}",
        #"{⟪J114|“a"⟫: 1}"#,
        #"{⟪J115|a⟫: 1, ⟪J115|b-c⟫: 2}"#,
        #"[⟪J116|NaN⟫, ⟪J116|Infinity⟫, ⟪J116|-Infinity⟫]"#,
        #"[⟪J117|True⟫, ⟪J117|None⟫, ⟪J117|undefined⟫]"#,
        #"{"a": ⟪J117|some words⟫, "b": ⟪J117|x⟫}"#,
        #"[⟪J118|01⟫, ⟪J118|+1⟫, ⟪J118|.5⟫, ⟪J118|1.⟫, ⟪J118|1e⟫, ⟪J118|0x1F⟫, ⟪J118|1a⟫, ⟪J118|-⟫]"#,
        "{\"a\": ⟪J119|\"⟫b,\n\"c\": 1}",
        "{\"a\": ⟪J119|\"⟫b\n}",
        "[\"a⟪J120|\t⟫b\"]",
        "{\"a\": \"b⟪J120|\n⟫c\", \"d\": 1}",
        "{\"a\": \"b⟪J120|\r⟫\nc⟪J120|\n⟫\"}",
        "[\"⟪J120|\u{0}⟫⟪J120|\u{1F}⟫\u{7F}\"]",
        #"["⟪J121|\x⟫41", "⟪J121|\'⟫", "⟪J121|\u12⟫", "⟪J121|\⟫é"]"#,
        #"["⟪J122:warning|\ud800⟫", "⟪J122:warning|\udc00⟫\ud83d\ude00", "⟪J122:warning|\ud800⟫A"]"#,
        #"{"a": 1, ⟪J123|"a"⟫: 2, ⟪J123|"\u0061"⟫: 3, "A": 4}"#,
    ]

    @Test(arguments: mistakes)
    func namesEachMistakeAtItsPlace(marked: String) {
        let text = MarkedText(marked)
        let mismatch = text.mismatch(JSONParser.parse(text.source).diagnostics)
        #expect(mismatch == nil)
    }

    @Test(arguments: mistakes)
    func fixesGiveATextWithoutThoseMistakes(marked: String) {
        let text = MarkedText(marked)
        let diagnostics = JSONParser.parse(text.source).diagnostics
        let fixed = diagnostics.compactMap(\.fix)
        guard fixed.count == diagnostics.count, !fixed.isEmpty else { return }
        var bytes = text.source.bytes
        for edit in fixed.flatMap(\.edits).sorted(by: { $0.span.start > $1.span.start }) {
            bytes.replaceSubrange(edit.span.start..<edit.span.end, with: edit.replacement)
        }
        #expect(
            JSONParser.parse(SourceText(name: "t", bytes: bytes)).isValid, "\(String(decoding: bytes, as: UTF8.self))")
    }

    @Test func reportsEveryMistakeInOneRun() {
        let text = MarkedText(
            """
            {
              ⟪J115|type⟫: "external_account"⟪J108|⟫
              "audience": ⟪J113|'x'⟫, ⟪J112|// the pool⟫
              "lifetime": ⟪J118|0600⟫,
              "tab": "a⟪J120|\t⟫b",
              ⟪J123|"audience"⟫: ⟪J117|None⟫⟪J107|,⟫
            }
            ⟪J106|}⟫
            """)
        #expect(text.mismatch(JSONParser.parse(text.source).diagnostics) == nil)
    }

    @Test func aDuplicateNamesBothPlaces() throws {
        let source = SourceText(name: "t", text: #"{"a": 1, "b": 2, "a": 3}"#)
        let duplicate = try #require(JSONParser.parse(source).diagnostics.first)
        #expect(duplicate.place == .source(source, Span(17, 20)))
        #expect(duplicate.related.map(\.place) == [.source(source, Span(1, 4))])
    }

    @Test(
        arguments: [
            ([0xFF, 0xFE, 0x7B, 0, 0x7D, 0], "UTF-16 (little-endian)"),
            ([0xFE, 0xFF, 0, 0x7B, 0, 0x7D], "UTF-16 (big-endian)"),
            ([0x7B, 0, 0x7D, 0], "UTF-16 (little-endian)"), ([0, 0x7B, 0, 0x7D], "UTF-16 (big-endian)"),
            ([0xFF, 0xFE, 0, 0, 0x7B, 0, 0, 0], "UTF-32 (little-endian)"), ([0, 0, 0, 0x7B], "UTF-32 (big-endian)"),
        ] as [([UInt8], String)])
    func otherEncodingsAreNamed(bytes: [UInt8], name: String) {
        let result = JSONParser.parse(SourceText(name: "t", bytes: bytes))
        #expect(result.diagnostics.map(\.code) == [.jsonOtherEncoding])
        #expect(result.diagnostics.first?.message.contains(name) == true)
        #expect(result.root == nil && !result.isComplete)
    }

    @Test(
        arguments: [
            (Array("{\"a\": \"caf".utf8) + [0xE9] + Array("\"}".utf8), 10, 11), ([0x22, 0xC0, 0x80, 0x22], 1, 3),
            ([0x22, 0xED, 0xA0, 0x80, 0x22], 1, 4), ([0x22, 0xF4, 0x90, 0x80, 0x80, 0x22], 1, 5),
            ([0x22, 0xE2, 0x82, 0x22], 1, 3),
            ([0x5B, 0xFF, 0x5D], 1, 2), ([0x80], 0, 1),
        ] as [([UInt8], Int, Int)])
    func bytesThatAreNotUTF8AreReportedWhereTheyStand(bytes: [UInt8], start: Int, end: Int) {
        let source = SourceText(name: "t", bytes: bytes)
        let diagnostics = JSONParser.parse(source).diagnostics
        #expect(diagnostics.map(\.code) == [.jsonInvalidUTF8])
        #expect(diagnostics.first?.place == .source(source, Span(start, end)))
    }

    @Test func lineAndColumnAreRightBesideTabsCRLFAstralAndCombiningCharacters() throws {
        let source = SourceText(name: "t", text: "{\r\n\t\"\u{1F600}e\u{301}\": x\r\n}")
        let diagnostic = try #require(JSONParser.parse(source).diagnostics.first)
        guard case .source(_, let span)? = diagnostic.place else { Issue.record("no place"); return }
        #expect(source.position(at: span.start) == Position(line: 2, column: 9, byte: 15))
    }

    @Test func membersAreLookedUpAsPythonDoes() {
        guard
            case .object(let object)? = JSONParser.parse(SourceText(name: "t", text: #"{"a": 1, "a": 2}"#)).root?.value
        else {
            Issue.record("no object")
            return
        }
        #expect(object["a"]?.value.value == .number("2"))
        #expect(object["b"] == nil)
    }
}

extension SourceText {
    fileprivate func text(_ span: Span) -> String { String(decoding: bytes[span.start..<span.end], as: UTF8.self) }
}
