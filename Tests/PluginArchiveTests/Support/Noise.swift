/// Contents that every run makes alike, cheaply.
enum Noise {
    /// Bytes without any pattern that deflate could see: the tile is longer than its window.
    static func random(_ count: Int) -> [UInt8] { tiled(randomTile, count) }

    /// Lines of a program's kind.
    static func text(_ count: Int) -> [UInt8] { tiled(textTile, count) }

    private static let randomTile: [UInt8] = {
        var state: UInt64 = 0x9E37_79B9_7F4A_7C15
        return (0..<65_537).map { _ in
            state ^= state << 13
            state ^= state >> 7
            state ^= state << 17
            return UInt8(truncatingIfNeeded: state >> 24)
        }
    }()

    private static let textTile = (0..<4_000).flatMap { Array("value_\($0) = \($0 * $0 % 9_973)\n".utf8) }

    private static func tiled(_ tile: [UInt8], _ count: Int) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(count + tile.count)
        while bytes.count < count { bytes += tile }
        return Array(bytes[..<count])
    }
}
