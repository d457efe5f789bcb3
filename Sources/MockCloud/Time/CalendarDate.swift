/// A moment as people and protocols write it: the proleptic Gregorian calendar in UTC, to the second.
struct CalendarDate: Hashable {
    var year: Int64
    var month: Int
    var day: Int
    var hour: Int
    var minute: Int
    var second: Int

    /// The second that `time` lies in.
    init(_ time: VirtualTime) {
        let seconds = time.seconds
        let days = (seconds >= 0 ? seconds : seconds - 86_399) / 86_400
        let rest = Int(seconds - days * 86_400)
        // Days are counted from 0000-03-01, so that the leap day ends a year and 400 years are one era.
        let shifted = days + 719_468
        let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shiftedMonth = (5 * dayOfYear + 2) / 153
        day = Int(dayOfYear - (153 * shiftedMonth + 2) / 5) + 1
        month = Int(shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9)
        year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
        hour = rest / 3_600
        minute = rest % 3_600 / 60
        second = rest % 60
    }

    /// `2026-11-23T14:20:00Z`, the form of the container endpoint and of Google's interfaces.
    var iso8601: String { iso8601(digits: 0) }

    /// The same with a fraction of so many digits, all zero but the last.
    func iso8601(digits: Int) -> String {
        let fraction = digits > 0 ? "." + String(repeating: "0", count: digits - 1) + "1" : ""
        return "\(Self.padded(Int(year), 4))-\(Self.padded(month))-\(Self.padded(day))"
            + "T\(Self.padded(hour)):\(Self.padded(minute)):\(Self.padded(second))\(fraction)Z"
    }

    /// `20261123T142000Z`, the form of AWS signatures.
    var basic: String {
        "\(Self.padded(Int(year), 4))\(Self.padded(month))\(Self.padded(day))"
            + "T\(Self.padded(hour))\(Self.padded(minute))\(Self.padded(second))Z"
    }

    /// `Mon, 23 Nov 2026 14:20:00 GMT`, the form of HTTP's `Date` (RFC 9110, section 5.6.7).
    var http: String {
        "\(weekday), \(Self.padded(day)) \(Self.months[month - 1]) \(Self.padded(Int(year), 4)) "
            + "\(Self.padded(hour)):\(Self.padded(minute)):\(Self.padded(second)) GMT"
    }

    /// Zeller's congruence; January and February count with the year before.
    private var weekday: String {
        let shiftedYear = Int(month <= 2 ? year - 1 : year)
        let shiftedMonth = month <= 2 ? month + 12 : month
        let century = shiftedYear / 100
        let rest = shiftedYear % 100
        let index = (day + 13 * (shiftedMonth + 1) / 5 + rest + rest / 4 + century / 4 + 5 * century) % 7
        return ["Sat", "Sun", "Mon", "Tue", "Wed", "Thu", "Fri"][index]
    }

    private static let months = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]

    private static func padded(_ number: Int, _ width: Int = 2) -> String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, width - digits.utf8.count)) + digits
    }
}

extension VirtualTime {
    /// `2026-11-23T14:20:00.123Z`, for people and logs.
    package var timestamp: String {
        let milliseconds = String((nanoseconds - seconds * 1_000_000_000) / 1_000_000)
        let padding = String(repeating: "0", count: 3 - milliseconds.utf8.count)
        return CalendarDate(self).iso8601.dropLast() + ".\(padding)\(milliseconds)Z"
    }
}
