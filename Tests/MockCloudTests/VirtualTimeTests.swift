import Testing

@testable import MockCloud

@Suite struct VirtualTimeTests {
    @Test func readsAndWritesTheProtocolsForm() throws {
        for text in ["1790000000.000000000", "1790000000.000000001", "0.000000000", "9223372036.854775807"] {
            #expect(try #require(VirtualTime(text)).description == text)
        }
        #expect(VirtualTime("1790000000.500000000")?.nanoseconds == 1_790_000_000_500_000_000)
        #expect(VirtualTime(nanoseconds: -1_500_000_000).description == "-1.500000000")
    }

    @Test(arguments: [
        "", "1790000000", "1790000000.", "1790000000.00000000", "1790000000.0000000000", ".000000000",
        "-1.000000000", "+1.000000000", "1.000000.000", "1e9.000000000", " 1.000000000", "9223372036.854775808",
        "99999999999999999999.000000000", "1.00000000\u{661}",
    ])
    func refusesOtherText(text: String) {
        #expect(VirtualTime(text) == nil)
    }

    @Test func secondsRoundDown() {
        #expect(VirtualTime(nanoseconds: 1_999_999_999).seconds == 1)
        #expect(VirtualTime(nanoseconds: -1).seconds == -1)
        #expect(VirtualTime(nanoseconds: -1_000_000_000).seconds == -1)
    }

    @Test func sumsAreCutToTheRange() {
        #expect((VirtualTime(nanoseconds: .max) + 1).nanoseconds == .max)
        #expect((VirtualTime(nanoseconds: .min) + -1).nanoseconds == .min)
        #expect(VirtualTime(seconds: .max).nanoseconds == .max)
    }

    @Test(arguments: [
        (0, "1970-01-01T00:00:00Z", "Thu, 01 Jan 1970 00:00:00 GMT"),
        (-1, "1969-12-31T23:59:59Z", "Wed, 31 Dec 1969 23:59:59 GMT"),
        (951_782_400, "2000-02-29T00:00:00Z", "Tue, 29 Feb 2000 00:00:00 GMT"),
        (951_868_800, "2000-03-01T00:00:00Z", "Wed, 01 Mar 2000 00:00:00 GMT"),
        (1_709_251_199, "2024-02-29T23:59:59Z", "Thu, 29 Feb 2024 23:59:59 GMT"),
        (1_767_225_599, "2025-12-31T23:59:59Z", "Wed, 31 Dec 2025 23:59:59 GMT"),
        (4_107_542_400, "2100-03-01T00:00:00Z", "Mon, 01 Mar 2100 00:00:00 GMT"),
    ])
    func datesAreGregorian(seconds: Int64, iso8601: String, http: String) {
        let date = CalendarDate(VirtualTime(seconds: seconds))
        #expect(date.iso8601 == iso8601)
        #expect(date.http == http)
    }
}
