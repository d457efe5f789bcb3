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

    /// What is left open in one file's difference must not be looked for in that of the next one.
    @Test(arguments: ["\"x\": \"-----BEGIN PRIVATE KEY-----\\nMII", "\"client_secret\": \"MII", "-----BEGIN MII"])
    func whatOneFileLeavesOpenHidesNothingOfOthers(secret: String) {
        let next = "--- b\n+++ b\n@@ -1 +1 @@\n-{\"x\": \"y\"}\n+{\"x\": 1}\n"
        let diff = "--- a\n+++ a\n@@ -1,2 +1,2 @@\n-\(secret)\n+\(secret)\n }\n" + next
        let shown = DiffRenderer.render(Array(diff.utf8), Presentation(), forTerminal: false)
        let text = String(decoding: shown, as: UTF8.self)
        #expect(text.hasPrefix("--- a\n+++ a\n@@ -1,2 +1,2 @@\n-"))
        #expect(text.hasSuffix("[masked]\n }\n" + next))
        #expect(!text.contains("MII"))
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
