import Diagnostics
import Testing

@testable import PluginTemplate

@Suite struct PluginTemplateTests {
    @Test func replacesWholeLiteralsAndNothingElse() throws {
        let template = PluginTemplate(
            source: SourceText(
                name: "t.py", text: "# \"@@a@@\" in a comment\r\nX = '@@a@@'  # é\nY = (\"@@a@@\" , \"@@b@@\")\n@ @\n"))
        let rendered = try template.render(["a": "it's", "b": "\"\n"])
        #expect(
            String(decoding: rendered.bytes, as: UTF8.self)
                == "# \"@@a@@\" in a comment\r\nX = \"it's\"  # é\nY = (\"it's\" , \"\\\"\\n\")\n@ @\n")
    }

    @Test func leavesOtherBytesAlone() throws {
        let latin1: [UInt8] = Array("# -*- coding: latin-1 -*-\nX = \"@@a@@\" # \u{FF}".utf8.dropLast(2)) + [0xFF]
        let rendered = try PluginTemplate(source: SourceText(name: "t.py", bytes: latin1)).render(["a": "v"])
        #expect(rendered.bytes == Array("# -*- coding: latin-1 -*-\nX = \"v\" # ".utf8) + [0xFF])
    }

    /// Each template, rendered with values for `a` and `b`, gives exactly these codes, at these texts.
    @Test(arguments: [
        ("X = '@@a@@@@b@@'", ["T402 @@a@@", "T402 @@b@@"]),
        ("'@@a@@', '@@b@@', '@@c@@'", ["T401 '@@c@@'"]),
        ("'@@a@@'", ["T403 "]),
        ("", ["T403 ", "T403 "]),
        ("'@@a@@', ' @@b@@'", ["T402 @@b@@"]),
        ("'@@a@@', '@@ b @@', '@@b@@'", ["T402 '@@ b @@'"]),
        ("'@@a@@', '@@B@@', '@@b@@'", ["T402 '@@B@@'"]),
        ("'@@a@@', '@@b@@', '@@@@'", ["T402 '@@@@'"]),
        ("'@@a@@', r'@@b@@'", ["T402 @@b@@"]),
        ("'@@a@@', b'@@b@@'", ["T402 @@b@@"]),
        ("'@@a@@', '''@@b@@'''", ["T402 @@b@@"]),
        ("'@@a@@', f'@@b@@'", ["T402 @@b@@"]),
        ("'@@a@@', f'{x['@@b@@']}'", ["T402 @@b@@"]),
        ("'@@a@@', @@b@@", ["T402 @@b@@"]),
        ("'@@a@@', '@@b@@', '@@a@@\\\n'", ["T402 @@a@@"]),
        ("'@@a@@', '@@b@@\nX = 1", ["T404 '@@b@@", "T403 "]),
        ("'@@a@@', '@@b@@'\n\"\"\"", ["T404 \"\"\""]),
        ("'@@a@@' '@@b@@' '@@x' 'select @@ROWCOUNT' '@@' '@@ -1 +1 @' 'p@@ss'", []),
        ("'@@a@@' '@@b@@' # '@@c@@'", []),
    ])
    func diagnoses(_ text: String, _ expected: [String]) throws {
        let source = SourceText(name: "t.py", text: text)
        var found: [String] = []
        do throws(DiagnosedError) {
            _ = try PluginTemplate(source: source).render(["a": "1", "b": "2"])
        } catch {
            found = error.diagnostics.map { diagnostic in
                guard case .source(_, let span)? = diagnostic.place else { return diagnostic.code.id }
                return diagnostic.code.id + " " + String(decoding: source.bytes[span.start..<span.end], as: UTF8.self)
            }
        }
        #expect(found.sorted() == expected.sorted())
    }

    @Test func reportsInOrderOfText() {
        let source = SourceText(name: "t.py", text: "'@@z@@'\nf'@@a@@'\n'@@y@@'")
        #expect {
            try PluginTemplate(source: source).render(["a": ""])
        } throws: { error in
            (error as? DiagnosedError)?.diagnostics.map(\.code.id) == ["T401", "T402", "T401"]
        }
    }

    @Test func namesTheNamesThereAre() {
        let source = SourceText(
            name: "t.py", text: "'@@google_project@@', '@@config_path@@', '@@google_cloud_project@@'")
        #expect {
            try PluginTemplate(source: source).render(["google_cloud_project": "p", "config_path": "c"])
        } throws: { error in
            (error as? DiagnosedError)?.diagnostics.map(\.help) == [
                "Names that have a value: config_path, google_cloud_project."
            ]
        }
    }

    @Test func keepsLinesInPlace() throws {
        let source = SourceText(name: "t.py", text: "import os\n    X = '@@a@@'\n")
        let rendered = try PluginTemplate(source: source).render(["a": "1\n2\r\u{2028}3"])
        #expect(SourceText(name: "r.py", bytes: rendered.bytes).lineCount == source.lineCount)
        #expect(rendered.place(ofLine: 2) == .source(source, Span(14, 25)))
        #expect(rendered.place(ofLine: 3) == .source(source, Span(26, 26)))
        #expect(rendered.place(ofLine: 4) == nil)
        #expect(rendered.place(ofLine: 0) == nil)
    }
}
