package import Diagnostics

/// The time that every entry of an archive carries, in the two fields of MS-DOS that zip has.
///
/// They have no time zone; it is written in UTC, to an even second, and clamped to what the fields can say: 1980-01-01 to
/// 2107-12-31.
package struct ArchiveTimestamp: Sendable, Hashable {
    package let dosTime: UInt16
    package let dosDate: UInt16

    /// 1980-01-01 00:00:00, when nothing else is wanted.
    package static let earliest = Self(secondsSince1970: 0)

    private static let firstSecond = 315_532_800
    private static let lastSecond = 4_354_819_198

    package init(secondsSince1970 seconds: Int) {
        let clamped = min(max(seconds, Self.firstSecond), Self.lastSecond)
        let (days, second) = clamped.quotientAndRemainder(dividingBy: 86_400)
        dosTime = UInt16((second / 3600) << 11 | (second / 60 % 60) << 5 | (second % 60) / 2)
        // Days to a date of the Gregorian calendar, by eras of 400 years that begin on 1 March.
        let shifted = days + 719_468
        let (era, dayOfEra) = shifted.quotientAndRemainder(dividingBy: 146_097)
        let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shiftedMonth = (5 * dayOfYear + 2) / 153
        let day = dayOfYear - (153 * shiftedMonth + 2) / 5 + 1
        let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
        let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
        dosDate = UInt16((year - 1980) << 9 | month << 5 | day)
    }

    /// Reads the value of `SOURCE_DATE_EPOCH`: seconds since 1970 in decimal digits.
    ///
    /// Throws one diagnostic for anything else, an empty value and a sign included: a build that was asked for a certain
    /// time must not silently get another.
    package init(sourceDateEpoch text: String) throws(DiagnosedError) {
        guard !text.isEmpty, text.utf8.allSatisfy({ (0x30...0x39).contains($0) }), let seconds = Int(text) else {
            throw DiagnosedError(
                Diagnostic(
                    .archiveTimestamp, .error,
                    text.isEmpty
                        ? "SOURCE_DATE_EPOCH is empty"
                        : "SOURCE_DATE_EPOCH is not a number of seconds: \(EntryName(text))",
                    help:
                        "set it to the seconds since 1970-01-01 in decimal digits, as `git log -1 --format=%ct` prints "
                        + "them, or unset it"))
        }
        self.init(secondsSince1970: seconds)
    }
}
