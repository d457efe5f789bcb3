import CredentialConfig
import Foundation
import TestSupport
import Testing

@Suite struct UnifiedDiffTests {
    private func diff(_ old: String, _ new: String) -> String {
        String(
            decoding: UnifiedDiff.between(Array(old.utf8), Array(new.utf8), oldName: "a", newName: "b"), as: UTF8.self)
    }

    @Test func equalTextsGiveNothing() {
        #expect(diff("a\nb", "a\nb") == "")
    }

    @Test func aChangeIsShownWithItsLines() {
        #expect(
            diff("1\n2\n3\n4\n5\n6\n7\n8\n9\n", "1\n2\n3\n4\nx\n6\n7\n8\n9\n")
                == "--- a\n+++ b\n@@ -2,7 +2,7 @@\n 2\n 3\n 4\n-5\n+x\n 6\n 7\n 8\n")
    }

    /// As GNU diff writes it, for `patch`.
    @Test func aNameWithASpaceEndsInATab() {
        let diff = UnifiedDiff.between(Array("a\n".utf8), Array("b\n".utf8), oldName: "a b.json", newName: "a.json")
        #expect(String(decoding: diff, as: UTF8.self).hasPrefix("--- a b.json\t\n+++ a.json\n@@ "))
    }

    @Test func aMissingLineFeedIsNamed() {
        #expect(
            diff("a\r\nb", "a\r\nb\n")
                == "--- a\n+++ b\n@@ -1,2 +1,2 @@\n a\r\n-b\n\\ No newline at end of file\n+b\n")
        #expect(diff("", "a\n") == "--- a\n+++ b\n@@ -0,0 +1 @@\n+a\n")
        #expect(diff("a\n", "") == "--- a\n+++ b\n@@ -1 +0,0 @@\n-a\n")
    }

    /// What `patch` makes of the old text and the difference is the new text.
    @Test func patchUnderstandsIt() throws {
        let directory = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
        try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: directory) }
        var random = SplitMix(state: 7)
        for round in 0..<20 {
            let old = (0..<30).map { _ in "line \(random.next() % 6)\n" }
            var new = old
            for _ in 0...(random.next() % 5) {
                let index = Int(random.next() % UInt64(new.count))
                if random.next() % 2 == 0 {
                    new.remove(at: index)
                } else {
                    new.insert("new \(random.next() % 3)\n", at: index)
                }
            }
            if round % 4 == 0 { new[new.count - 1].removeLast() }
            let (before, after) = (old.joined(), new.joined())
            let file = directory.appending(path: "a")
            try Data(before.utf8).write(to: file)
            try Data(diff(before, after).utf8).write(to: directory.appending(path: "d"))
            let patch = Process()
            patch.executableURL = URL(filePath: "/usr/bin/env")
            patch.arguments = ["patch", "--silent", "--fuzz=0", file.path, directory.appending(path: "d").path]
            try patch.run()
            patch.waitUntilExit()
            #expect(patch.terminationStatus == 0)
            #expect(try String(decoding: Data(contentsOf: file), as: UTF8.self) == after)
        }
    }
}
