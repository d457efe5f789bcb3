import Reporting
import Testing

@Suite struct ArchiveTextTests {
    @Test func theProgressOnATerminalIsDrawnOverAgain() {
        var text = ByteProgressText(label: "packing", isTerminal: true, at: 1_000)
        #expect(text.update(1_000_000, of: 500_000_000, at: 1_200) == nil, "too early")
        #expect(
            text.update(123_456_789, of: 500_000_000, at: 3_000)
                == "\rpacking 123.4 of 500.0 MB (24 %), 61.7 MB/s, 0:07 left\u{1B}[K")
        #expect(text.update(124_000_000, of: 500_000_000, at: 3_050) == nil, "too soon again")
        #expect(text.update(130_000_000, of: 500_000_000, at: 3_100)?.hasPrefix("\rpacking 130.0 ") == true)
        #expect(text.update(500_000_000, of: 500_000_000, at: 9_000) == "\r\u{1B}[K")
        #expect(text.finish() == nil)
    }

    @Test func elsewhereThereIsALineNowAndThen() {
        var text = ByteProgressText(label: "reading", isTerminal: false, at: 0)
        #expect(text.update(1, of: 5_000_000_000, at: 9_999) == nil)
        #expect(
            text.update(50_000_000, of: 5_000_000_000, at: 10_000)
                == "reading 50.0 of 5000.0 MB (1 %), 5.0 MB/s, 16:30 left\n")
        #expect(text.update(60_000_000, of: 5_000_000_000, at: 19_999) == nil)
        #expect(text.update(60_000_000, of: 5_000_000_000, at: 20_000)?.hasSuffix(" left\n") == true)
        #expect(text.update(5_000_000_000, of: 5_000_000_000, at: 90_000) == nil)
        #expect(text.finish() == nil)
    }

    @Test func nothingIsDividedByNothing() {
        #expect(ByteProgressText.line("packing", 0, 10, after: 400) == "packing 0.0 of 0.0 MB (0 %)")
        var text = ByteProgressText(label: "packing", isTerminal: true, at: 0)
        #expect(text.update(0, of: 0, at: 400) == nil)
    }

    @Test func fromTheFirstBytesNothingIsForetold() {
        #expect(ByteProgressText.line("reading", 4, 900_000, after: 27_000) == "reading 0.0 of 0.9 MB (0 %)")
        #expect(ByteProgressText.line("reading", 1, .max, after: 27_000).hasSuffix(" MB (0 %)"))
    }

    private func entry(_ name: String, _ size: Int, _ compressed: Int, method: UInt16 = 8, flags: UInt16 = 0)
        -> ReportedEntry
    {
        ReportedEntry(
            name: name, size: size, compressedSize: compressed, method: method, flags: flags,
            modified: "1980-01-01 00:00", crc32: 0xAB, mode: nil, sha256: nil)
    }

    /// What no peer writes.
    @Test func oddEntriesAreListedToo() {
        let entries = [
            entry("huge", .max, 1), entry("too", .max, .max, method: 0), entry("fast", 1_000, 985, flags: 4),
            entry("grown", 10, 40, method: 12), entry("esc\u{1B}[2J", 0, 0, method: 0),
        ]
        let archive = ReportedArchive(
            path: "x.zip", size: 1, contentSize: 1, fileCount: 5, contentSHA256: nil, entries: entries)
        var report = Report(command: "inspect", diagnostics: [])
        report.archive = archive
        let text = ReportFormat.text.render(report)
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        #expect(lines[3] == "9223372036854775807  Defl:N        1 100% 1980-01-01 00:00 000000ab  huge")
        #expect(lines[5] == "    1000  Defl:F      985   2% 1980-01-01 00:00 000000ab  fast")
        #expect(lines[6] == "      10  Unk:012      40 -99% 1980-01-01 00:00 000000ab  grown")
        #expect(!text.contains("\u{1B}"))
        #expect(lines[9].hasSuffix("5 files"))
    }
}
