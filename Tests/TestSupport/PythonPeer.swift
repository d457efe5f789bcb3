package import Foundation

package enum PackagePaths {
    /// The directory of the package.
    package static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()
}

/// A Python program under `Tests/Peers` that answers one line for each line of input.
package enum PythonPeer {
    package struct Failure: Error {
        package let status: Int32
        package let output: String
    }

    /// Lines of hexadecimal, as the programs read them.
    package static func hexadecimal(_ input: [[UInt8]]) -> Data {
        let digits = Array("0123456789abcdef".utf8)
        var lines = Data()
        for bytes in input {
            var line: [UInt8] = []
            line.reserveCapacity(bytes.count * 2 + 1)
            for byte in bytes {
                line.append(digits[Int(byte >> 4)])
                line.append(digits[Int(byte & 15)])
            }
            line.append(0x0A)
            lines.append(contentsOf: line)
        }
        return lines
    }

    /// Gives `program` its input and returns its lines.
    package static func run(_ program: String, paths: [String] = [], input: Data) async throws -> [String] {
        let scratch = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
        try FileManager.default.createDirectory(at: scratch, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: scratch) }
        let (inputFile, outputFile) = (scratch.appending(path: "in"), scratch.appending(path: "out"))
        try input.write(to: inputFile)
        try Data().write(to: outputFile)

        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = [
            "python3", "-W", "ignore", PackagePaths.root.appending(path: "Tests/Peers/\(program)").path,
        ]
        var environment = ProcessInfo.processInfo.environment
        environment["PYTHONPATH"] = paths.joined(separator: ":")
        process.environment = environment
        process.standardInput = try FileHandle(forReadingFrom: inputFile)
        process.standardOutput = try FileHandle(forWritingTo: outputFile)
        try await withCheckedThrowingContinuation { (continuation: CheckedContinuation<Void, any Error>) in
            process.terminationHandler = { _ in continuation.resume() }
            do { try process.run() } catch { continuation.resume(throwing: error) }
        }
        let output = String(decoding: try Data(contentsOf: outputFile), as: UTF8.self)
        guard process.terminationStatus == 0 else {
            throw Failure(status: process.terminationStatus, output: output)
        }
        return output.split(separator: "\n").map(String.init)
    }
}
