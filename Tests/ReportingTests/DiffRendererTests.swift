import Reporting
import Testing

@Suite struct DiffRendererTests {
    private let diff =
        Array("--- a\n+++ a\n@@ -1 +1 @@\n-{\"client_secret\": \"hunter2hunter2\"}\n+\u{1B}[2J\n".utf8) + [0xFF, 0x0A]

    private func shown(_ presentation: Presentation = Presentation(), forTerminal: Bool) -> [UInt8] {
        DiffRenderer.render(diff, presentation, forTerminal: forTerminal)
    }

    @Test func elsewhereThanOnATerminalOnlySecretsChange() {
        let expected = "--- a\n+++ a\n@@ -1 +1 @@\n-{\"client_secret\": \"[masked]\"}\n+\u{1B}[2J\n"
        #expect(shown(forTerminal: false) == Array(expected.utf8) + [0xFF, 0x0A])
    }

    @Test func aTerminalGetsNoControlCharacters() {
        let text = String(decoding: shown(forTerminal: true), as: UTF8.self)
        #expect(text.contains("+␛[2J\n"))
        #expect(text.contains("[masked]"))
    }

    @Test func coloursAreByTheStyle() {
        var presentation = Presentation()
        presentation.style = .coloured
        let lines = String(decoding: shown(presentation, forTerminal: true), as: UTF8.self).split(separator: "\n")
        #expect(lines[0] == "\u{1B}[1m--- a\u{1B}[0m")
        #expect(lines[3].hasPrefix("\u{1B}[1;31m-{"))
        #expect(lines[4] == "\u{1B}[32m+␛[2J\u{1B}[0m")
    }
}
