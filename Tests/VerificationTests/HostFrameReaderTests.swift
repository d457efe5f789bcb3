import Testing

@testable import Verification

@Suite struct HostFrameReaderTests {

    private let expected: [HostFrame] = [
        .ready(Array("{}".utf8)), .event(scenario: "s1", Array("{\"a\"".utf8)),
        .stdout(scenario: "s1", total: 70000, Array("out".utf8)),
    ]

    @Test func framesArriveInAnyPieces() throws {
        let text =
            "ready 2\n{}event s1 4\n{\"a\"stdout s1 70000 3\noutstacks s1 0\nend s1 signaled 11\nend s-2 limit 0\n"
        let whole = Array(text.utf8)
        let frames: [HostFrame] =
            expected + [
                .stacks(scenario: "s1", []), .end(scenario: "s1", .signaled(11)), .end(scenario: "s-2", .limit),
            ]
        for size in [1, 2, 3, 7, whole.count] {
            var reader = HostFrameReader()
            var read: [HostFrame] = []
            for start in stride(from: 0, to: whole.count, by: size) {
                read += try reader.read(whole[start..<min(start + size, whole.count)])
            }
            #expect(read == frames, "in pieces of \(size)")
        }
    }

    @Test(arguments: [
        "hello\n", "event s1 x\n", "event s1 -1\n", "event s1 99999999999\n", "end s1 vanished 0\n",
        "end s1 exited x\n",
        "stdout s1 x 3\nabc", String(repeating: "x", count: 300),
    ])
    func whatIsNoFrameIsAViolation(text: String) {
        var reader = HostFrameReader()
        #expect(throws: HostFrameReader.Violation.self) { try reader.read(Array(text.utf8)) }
    }

    @Test func anIncompleteFrameWaits() throws {
        var reader = HostFrameReader()
        #expect(try reader.read(Array("event s1 3\nab".utf8)) == [])
        #expect(try reader.read(Array("c".utf8)) == [.event(scenario: "s1", Array("abc".utf8))])
    }
}
