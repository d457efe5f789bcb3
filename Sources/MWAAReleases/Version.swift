/// A dotted version of two or three numbers, compared number by number.
package struct Version: Sendable, Hashable, Comparable, CustomStringConvertible {
    package let major: Int
    package let minor: Int
    /// `nil` for a version of two numbers, which sorts as `.0`.
    package let patch: Int?

    package init(_ major: Int, _ minor: Int, _ patch: Int? = nil) {
        self.major = major
        self.minor = minor
        self.patch = patch
    }

    /// Reads `2.10.3` or `3.11`; anything else gives `nil`.
    package init?(_ text: some StringProtocol) {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        let numbers = parts.compactMap { part in
            part.utf8.allSatisfy { (0x30...0x39).contains($0) } ? Int(part) : nil
        }
        guard numbers.count == parts.count, (2...3).contains(numbers.count) else { return nil }
        self.init(numbers[0], numbers[1], numbers.count == 3 ? numbers[2] : nil)
    }

    package var description: String {
        "\(major).\(minor)" + (patch.map { ".\($0)" } ?? "")
    }

    package static func < (left: Self, right: Self) -> Bool {
        (left.major, left.minor, left.patch ?? 0) < (right.major, right.minor, right.patch ?? 0)
    }
}
