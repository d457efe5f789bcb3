import Testing

@testable import PluginTemplate

@Suite struct PythonLiteralTests {
    @Test(arguments: [
        ("", #""""#),
        ("my-project", #""my-project""#),
        (#"x"; import os #"#, #""x\"; import os #""#),
        ("a\\", #""a\\""#),
        ("\u{0}\n\r\t\u{7F}", #""\x00\n\r\t\x7f""#),
        ("é\u{2028}😀", #""\xe9\u2028\U0001f600""#),
        ("{{x}} %s '", #""{{x}} %s '""#),
    ])
    func escapes(_ text: String, _ literal: String) {
        #expect(String(decoding: PythonLiteral(text).bytes, as: UTF8.self) == literal)
    }

    /// Each of many strings comes out of a real Python as it went in.
    @Test func evaluatesToTheText() throws {
        var generator = SplitMix(state: 7)
        let texts = (0..<800).map { _ in text(&generator) }
        let input = texts.map { text in
            let literal = String(decoding: PythonLiteral(text).bytes, as: UTF8.self)
            return literal + "\u{9}" + text.utf8.map { "\($0)" }.joined(separator: " ")
        }
        let checker = """
            import ast, sys
            count = 0
            for line in sys.stdin.buffer.read().decode("ascii").splitlines():
                literal, _, expected = line.partition("\\t")
                value = ast.literal_eval(literal)
                assert type(value) is str
                assert value.encode("utf-8") == bytes(map(int, expected.split())), literal
                assert len(ast.parse("x = " + literal).body) == 1
                count += 1
            print(count)
            """
        for interpreter in Interpreter.all {
            let output = try interpreter.run(code: checker, input: input.joined(separator: "\n"))
            #expect(output.text == "800\n", "Python \(interpreter.version)")
        }
        #expect(!Interpreter.all.isEmpty, "the tests need a Python 3.7 or later: apt-get install python3")
    }

    /// Up to 12 scalars, half of them those that mean something in a literal.
    private func text(_ generator: inout SplitMix) -> String {
        let telling: [Unicode.Scalar] = [
            "\"", "'", "\\", "\n", "\r", "\t", "\u{0}", "#", "{", "}", "N", "x", "u", "0", "\u{85}", "\u{2028}",
            "\u{FEFF}",
            "\u{C}", "\u{1A}", "@",
        ]
        var text = ""
        for _ in 0..<Int.random(in: 0...12, using: &generator) {
            if Bool.random(using: &generator) {
                text.unicodeScalars.append(telling.randomElement(using: &generator)!)
            } else if let scalar = Unicode.Scalar(UInt32.random(in: 0...0x10FFFF, using: &generator)) {
                text.unicodeScalars.append(scalar)
            }
        }
        return text
    }
}

/// A generator with a seed, so that a failure can be repeated.
struct SplitMix: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
