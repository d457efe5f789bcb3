import Diagnostics
import Foundation
import PluginArchive
import Testing

@Suite struct TimestampTests {
    @Test(arguments: [
        (0, 0x0021, 0x0000), (315_532_800, 0x0021, 0x0000), (315_532_803, 0x0021, 0x0001),
        (951_827_696, 0x285D, 0x645C), (4_354_819_199, 0xFF9F, 0xBF7D), (Int.max, 0xFF9F, 0xBF7D),
    ])
    func fieldsAreThoseOfTheUTCDate(seconds: Int, date: Int, time: Int) {
        let timestamp = ArchiveTimestamp(secondsSince1970: seconds)
        #expect(timestamp.dosDate == UInt16(date))
        #expect(timestamp.dosTime == UInt16(time))
    }

    @Test func everyDayAgreesWithTheCalendar() {
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = TimeZone(identifier: "UTC")!
        for day in stride(from: 315_532_800, through: 4_354_819_199, by: 86_400 * 13) {
            let parts = calendar.dateComponents(
                [.year, .month, .day], from: Date(timeIntervalSince1970: TimeInterval(day)))
            let expected = (parts.year! - 1980) << 9 | parts.month! << 5 | parts.day!
            #expect(ArchiveTimestamp(secondsSince1970: day).dosDate == UInt16(expected))
        }
    }

    @Test func theVariableIsReadStrictly() throws {
        #expect(try ArchiveTimestamp(sourceDateEpoch: "951827696").dosDate == 0x285D)
        #expect(try ArchiveTimestamp(sourceDateEpoch: "0") == .earliest)
        for text in ["", " 1", "-1", "+1", "1.5", "0x10", "2024-01-01", "99999999999999999999", "1\n", "١"] {
            #expect { try ArchiveTimestamp(sourceDateEpoch: text) } throws: { codes(of: $0) == ["A516"] }
        }
        let empty = #expect(throws: DiagnosedError.self) { try ArchiveTimestamp(sourceDateEpoch: "") }
        #expect(empty?.diagnostics.map(\.message) == ["SOURCE_DATE_EPOCH is empty"])
    }
}
