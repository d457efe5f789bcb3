import Testing

@testable import MockCloud

@Suite struct PreambleTests {
    @Test func readsBothForms() {
        #expect(
            Preamble("MWAA-GCP/1 connect a.B-9_ 12 sts.googleapis.com 443 1790000000.000000000".utf8)
                == .data(
                    scenario: "a.B-9_", connection: 12, address: Address("sts.googleapis.com", 443),
                    time: VirtualTime(seconds: 1_790_000_000)))
        #expect(
            Preamble("MWAA-GCP/1 connect s 0 fd00:ec2::23 80 0.000000000".utf8)
                == .data(
                    scenario: "s", connection: 0, address: Address("fd00:ec2::23", 80),
                    time: VirtualTime(nanoseconds: 0)))
        #expect(Preamble("MWAA-GCP/1 control s 4711".utf8) == .control(scenario: "s", process: 4_711))
    }

    @Test(arguments: [
        "", " ", "GET / HTTP/1.1\r", "MWAA-GCP/2 control s 1", "MWAA-GCP/1 control s", "MWAA-GCP/1 control s 1 2",
        "MWAA-GCP/1 control s -1", "MWAA-GCP/1 control s 1\r", "MWAA-GCP/1  control s 1", "MWAA-GCP/1 control s/ 1",
        "MWAA-GCP/1 connect s 1 h 65536 0.000000000", "MWAA-GCP/1 connect s 1 h 80 0",
        "MWAA-GCP/1 connect s 1 h 80 0.000000000 x", "MWAA-GCP/1 connect s 1  80 0.000000000",
        "MWAA-GCP/1 connect s 99999999999999999999 h 80 0.000000000", "MWAA-GCP/1 connect s 1 h\u{e9} 80 0.000000000",
        "MWAA-GCP/1 control \(String(repeating: "s", count: 65)) 1",
    ])
    func refusesOtherLines(line: String) {
        #expect(Preamble(line.utf8) == nil)
    }

    @Test func readsQuestions() {
        let time = VirtualTime(seconds: 7)
        #expect(ControlQuestion("resolve a.b 7.000000000".utf8) == .resolve(name: "a.b", time: time))
        #expect(ControlQuestion("datagram ::1 53 7.000000000".utf8) == .datagram(Address("::1", 53), time: time))
        #expect(ControlQuestion("state 3 400".utf8) == .state(connection: 3, bytesSent: 400))
        #expect(ControlQuestion("release 3 7.000000000".utf8) == .release(connection: 3, time: time))
    }

    @Test(arguments: [
        "", "state", "state 1", "state 1 -1", "state a 1", "state 1 1 1", "release 1 7", "resolve a", "datagram a 53",
        "datagram a 70000 7.000000000", "unknown 1 2",
    ])
    func refusesOtherQuestions(line: String) {
        #expect(ControlQuestion(line.utf8) == nil)
    }

    @Test func addressesKnowNoCase() {
        #expect(Address("STS.Googleapis.com.", 443) == Address("sts.googleapis.com", 443))
        #expect(Address("fd00::1", 80).description == "[fd00::1]:80")
        #expect(Address("a", 80).description == "a:80")
    }
}
