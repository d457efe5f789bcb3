import Glibc
import Testing

@testable import PluginArchive

@Suite struct ArchiveOutputTests {
    let scratch = Scratch()

    @Test(arguments: [
        ([Int](), 0), ([1, 2], 3), ([.max, 0], .max), ([.max, 1], .max), ([1, .max, .max], .max),
    ])
    func sumsOfSizesStopAtTheLargest(sizes: [Int], sum: Int) {
        #expect(sizes.saturatingSum() == sum)
    }

    /// Who interrupts the work need not wait until gigabytes are written again or hashed.
    @Test func cancellingStopsHashingAndWriting() throws {
        let descriptor = open(scratch.path("out"), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        try #require(descriptor >= 0)
        defer { close(descriptor) }
        let cancellation = CancellationSwitch()
        var output = ArchiveOutput(descriptor: descriptor, name: "out", cancellation: cancellation)
        output.skip(4)
        try [UInt8](repeating: 1, count: 8).withUnsafeBytes { try output.appendUnhashed($0) }
        cancellation.turn()
        #expect(throws: CancellationError.self) { try output.patch([1, 2, 3, 4], at: 0) }
        #expect(throws: CancellationError.self) { try output.finish() }
        #expect(throws: CancellationError.self) {
            try [UInt8](repeating: 1, count: 8).withUnsafeBytes { try output.appendUnhashed($0) }
        }
    }
}
