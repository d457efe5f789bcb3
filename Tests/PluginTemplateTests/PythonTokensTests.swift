import Diagnostics
import Testing

@testable import PluginTemplate

@Suite struct PythonTokensTests {
    /// `C` is a comment, `S` a plain string, `P` one with a prefix or three quotes, `U` one that is not closed.
    @Test(arguments: [
        (#"x = "a" # "b""#, [#"S"a""#, ##"C# "b""##]),
        (##"'#' "it's" '\'' "\\" '"'"##, ["S'#'", #"S"it's""#, #"S'\''"#, #"S"\\""#, #"S'"'"#]),
        (#"'''a'b"c\'''' ''"#, [#"P'''a'b"c\''''"#, "S''"]),
        ("'a\\\nb' 'c\\\r\nd'", ["S'a\\\nb'", "S'c\\\r\nd'"]),
        ("'a\nb", ["U'a"]),
        (#"rb"\"" Rb'x' u'y' bad'z' 0or'w'"#, [#"Prb"\"""#, "PRb'x'", "Pu'y'", "S'z'", "S'w'"]),
        (#"f"{x["a"]}" 'b'"#, [#"Pf"{x["a"]}""#, "S'b'"]),
        (#"f"{x:{y["a"]}>{'w'}}" 'b'"#, [#"Pf"{x:{y["a"]}>{'w'}}""#, "S'b'"]),
        (#"f"{{" '}' f'}}' "b""#, [#"Pf"{{""#, "S'}'", "Pf'}}'", #"S"b""#]),
        (#"f"\N{DASH}\{x}" 'b'"#, [#"Pf"\N{DASH}\{x}""#, "S'b'"]),
        (#"rf'\N{x}' 'b'"#, [#"Prf'\N{x}'"#, "S'b'"]),
        ("f'{x!r:>{w}}' f'{(lambda: {1: '2'})()}' ''", ["Pf'{x!r:>{w}}'", "Pf'{(lambda: {1: '2'})()}'", "S''"]),
        ("f'''{\n x # it's\n}''' ''", ["Pf'''{\n x # it's\n}'''", "S''"]),
        (#"f"{f"{f"{1}"}"}" ''"#, [#"Pf"{f"{f"{1}"}"}""#, "S''"]),
        ("f'{x:a' 'b'", ["Pf'{x:a'", "S'b'"]),
        ("f'{x", ["Uf'{x"]),
        ("'", ["U'"]),
        ("'\\", ["U'\\"]),
        ("f'\\N", ["Uf'\\N"]),
        ("''' ''", ["U''' ''"]),
    ])
    func tells(_ text: String, _ expected: [String]) {
        let bytes = Array(text.utf8)
        let found = PythonTokens(bytes).all.map { token in
            let letter =
                switch token.kind {
                case .comment: "C"
                case .string: "S"
                case .specialString: "P"
                case .unclosedString: "U"
                }
            return letter + String(decoding: bytes[token.span.start..<token.span.end], as: UTF8.self)
        }
        #expect(found == expected)
    }

    @Test func survivesAnyBytes() {
        var generator = SplitMix(state: 3)
        let alphabet = Array("\"'\\{}:#f\nrN @a[(".utf8) + [0xFF, 0x0D, 0x00]
        for _ in 0..<20_000 {
            let bytes = (0..<Int.random(in: 0...24, using: &generator)).map { _ in
                alphabet.randomElement(using: &generator)!
            }
            var end = 0
            for token in PythonTokens(bytes).all {
                #expect(token.span.start >= end && token.span.end <= bytes.count && token.span.end > token.span.start)
                end = token.span.end
            }
        }
    }

    /// A hundred thousand nested literals take no recursion.
    @Test func nestsDeeply() {
        let bytes = Array(String(repeating: "f'{", count: 100_000).utf8)
        #expect(PythonTokens(bytes).all.map(\.kind) == [.unclosedString])
    }
}
