import ArgumentParser
import Glibc
import Pipeline
import SystemPackage

/// The process and its streams.
enum Terminal {
    static var environment: [String: String] {
        var variables: [String: String] = [:]
        var cursor = environ
        while let entry = cursor.pointee {
            let text = String(cString: entry)
            if let equals = text.firstIndex(of: "=") {
                variables[String(text[..<equals])] = String(text[text.index(after: equals)...])
            }
            cursor += 1
        }
        return variables
    }

    static var surroundings: Surroundings {
        Surroundings(
            environment: environment, toolDirectory: toolDirectory,
            jobs: max(1, Int(sysconf(Int32(_SC_NPROCESSORS_ONLN)))))
    }

    /// Writes to standard output, all of it.
    ///
    /// - Throws: exit status 2 when it cannot be written, said on standard error; a reader that went away is no error.
    static func write(_ text: String) throws {
        try write(Array(text.utf8))
    }

    static func write(_ bytes: [UInt8]) throws {
        do {
            try FileDescriptor.standardOutput.writeAll(bytes)
        } catch Errno.brokenPipe {
            return
        } catch {
            say("mwaa-gcp: standard output cannot be written: \(error)\n")
            throw ExitCode(2)
        }
    }

    /// Writes to standard error, for people.
    static func say(_ text: String) {
        _ = try? FileDescriptor.standardError.writeAll(text.utf8)
    }

    /// The directory of this program's file, links followed.
    private static var toolDirectory: String {
        var buffer = [UInt8](repeating: 0, count: Int(PATH_MAX))
        let count = buffer.withUnsafeMutableBytes { bytes in
            readlink("/proc/self/exe", bytes.baseAddress!.assumingMemoryBound(to: CChar.self), bytes.count)
        }
        let path = String(decoding: buffer.prefix(max(0, count)), as: UTF8.self)
        return path.lastIndex(of: "/").map { String(path[..<$0]) } ?? "."
    }
}
