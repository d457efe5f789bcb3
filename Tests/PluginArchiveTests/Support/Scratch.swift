import Foundation
import Glibc

/// A directory for one test, gone with this object.
final class Scratch {
    let path: String

    init() {
        var template = Array((NSTemporaryDirectory() + "/mwaa-gcp-archive-XXXXXX").utf8CString)
        path = String(cString: mkdtemp(&template))
    }

    deinit {
        // A test may have taken the permission to delete from directories.
        _ = run("/bin/sh", ["-c", "chmod -R u+rwx \"$0\"; rm -rf \"$0\"", path])
    }

    func path(_ name: String) -> String { path + "/" + name }

    /// Makes a file with all directories above it.
    @discardableResult
    func write(_ name: String, _ bytes: [UInt8], mode: mode_t = 0o644) -> String {
        let path = path(name)
        let directory = path.prefix(upTo: path.lastIndex(of: "/")!)
        try! FileManager.default.createDirectory(atPath: String(directory), withIntermediateDirectories: true)
        try! Data(bytes).write(to: URL(fileURLWithPath: path))
        chmod(path, mode)
        return path
    }

    @discardableResult
    func write(_ name: String, _ text: String, mode: mode_t = 0o644) -> String {
        write(name, Array(text.utf8), mode: mode)
    }

    func makeDirectory(_ name: String) -> String {
        try! FileManager.default.createDirectory(atPath: path(name), withIntermediateDirectories: true)
        return path(name)
    }

    func link(_ name: String, to target: String) {
        symlink(target, path(name))
    }

    func read(_ name: String) -> [UInt8] {
        [UInt8](try! Data(contentsOf: URL(fileURLWithPath: path(name))))
    }

    /// The names in the directory, sorted.
    var names: [String] { try! FileManager.default.contentsOfDirectory(atPath: path).sorted() }
}

/// What a command did.
struct CommandResult {
    let status: Int32
    let output: String
}

/// Runs a command to its end; standard error joins its output.
func run(_ executable: String, _ arguments: [String], in directory: String? = nil) -> CommandResult {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: executable)
    process.arguments = arguments
    // Java makes question marks of names in a locale without an encoding for them.
    process.environment = ProcessInfo.processInfo.environment.merging(["LC_ALL": "C.UTF-8"]) { $1 }
    if let directory { process.currentDirectoryURL = URL(fileURLWithPath: directory) }
    let pipe = Pipe()
    process.standardOutput = pipe
    process.standardError = pipe
    process.standardInput = FileHandle.nullDevice
    try! process.run()
    let data = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return CommandResult(status: process.terminationStatus, output: String(decoding: data, as: UTF8.self))
}
