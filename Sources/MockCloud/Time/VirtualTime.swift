/// A moment in a scenario's own time: nanoseconds since 1970-01-01T00:00:00Z, not counting leap seconds.
///
/// On the wire it is written as seconds with nine decimals, `1790000000.000000000`.
package struct VirtualTime: Sendable, Hashable, Comparable, CustomStringConvertible {
    package let nanoseconds: Int64

    package init(nanoseconds: Int64) {
        self.nanoseconds = nanoseconds
    }

    /// Whole seconds since 1970; values past the years 1678 to 2262 are cut to them.
    package init(seconds: Int64) {
        let (product, overflow) = seconds.multipliedReportingOverflow(by: 1_000_000_000)
        nanoseconds = overflow ? (seconds < 0 ? .min : .max) : product
    }

    /// Reads `digits.ddddddddd`; `nil` for anything else, also for a time past the year 2262.
    package init?(_ text: some StringProtocol) {
        var value: Int64 = 0
        var decimals: Int?
        for byte in text.utf8 {
            if byte == UInt8(ascii: ".") {
                guard decimals == nil else { return nil }
                decimals = 0
                continue
            }
            guard byte >= UInt8(ascii: "0"), byte <= UInt8(ascii: "9") else { return nil }
            let (scaled, first) = value.multipliedReportingOverflow(by: 10)
            let (sum, second) = scaled.addingReportingOverflow(Int64(byte - UInt8(ascii: "0")))
            guard !first, !second else { return nil }
            value = sum
            decimals = decimals.map { $0 + 1 }
        }
        guard decimals == 9, text.utf8.count > 10 else { return nil }
        nanoseconds = value
    }

    package var description: String {
        let magnitude = nanoseconds.magnitude
        let fraction = String(magnitude % 1_000_000_000)
        let padding = String(repeating: "0", count: 9 - fraction.utf8.count)
        return "\(nanoseconds < 0 ? "-" : "")\(magnitude / 1_000_000_000).\(padding)\(fraction)"
    }

    /// Whole seconds since 1970, rounded down.
    package var seconds: Int64 {
        nanoseconds >= 0 ? nanoseconds / 1_000_000_000 : -((999_999_999 - nanoseconds) / 1_000_000_000)
    }

    package static func < (left: Self, right: Self) -> Bool { left.nanoseconds < right.nanoseconds }

    /// Later by `seconds`, cut to the representable range.
    package static func + (time: Self, seconds: Int64) -> Self {
        let (sum, overflow) = time.nanoseconds.addingReportingOverflow(VirtualTime(seconds: seconds).nanoseconds)
        return VirtualTime(nanoseconds: overflow ? (seconds < 0 ? .min : .max) : sum)
    }
}
