/// The `x-amz-date` form, `20150830T123600Z`.
struct SigningDate: Hashable {
    let text: String
    let time: VirtualTime

    init?(_ text: String) {
        let bytes = Array(text.utf8)
        guard bytes.count == 16, bytes[8] == UInt8(ascii: "T"), bytes[15] == UInt8(ascii: "Z") else { return nil }
        func number(_ range: Range<Int>) -> Int64? {
            bytes[range].reduce(0) { sum, byte in
                sum.flatMap { byte >= 0x30 && byte <= 0x39 ? $0 * 10 + Int64(byte - 0x30) : nil }
            }
        }
        guard let year = number(0..<4), let month = number(4..<6), let day = number(6..<8), let hour = number(9..<11),
            let minute = number(11..<13), let second = number(13..<15)
        else { return nil }
        time = VirtualTime(seconds: Self.days(year, month, day) * 86_400 + hour * 3_600 + minute * 60 + second)
        // A date that is not in the calendar does not come back as it was.
        guard CalendarDate(time).basic == text else { return nil }
        self.text = text
    }

    /// Days since 1970-01-01.
    private static func days(_ year: Int64, _ month: Int64, _ day: Int64) -> Int64 {
        let shiftedYear = month <= 2 ? year - 1 : year
        let era = (shiftedYear >= 0 ? shiftedYear : shiftedYear - 399) / 400
        let yearOfEra = shiftedYear - era * 400
        let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
        return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
    }
}
