/// How hard zlib tries: 0 stores everything, 9 is slowest.
package struct CompressionLevel: Sendable, Hashable {
    package let number: Int

    package static let standard = Self(unchecked: 6)

    /// `nil` outside 0 to 9.
    package init?(_ number: Int) {
        guard (0...9).contains(number) else { return nil }
        self.number = number
    }

    private init(unchecked number: Int) {
        self.number = number
    }
}
