/// One frame from the Python host (docs/sandbox-protocol.md, section 1).
enum HostFrame: Sendable, Hashable {
    case ready([UInt8])
    case failed(String)
    case event(scenario: String, [UInt8])
    /// A remark of the sandbox: `foreign-program PATH` or `signal-outside`.
    case note(scenario: String, String)
    case stdout(scenario: String, total: Int, [UInt8])
    case stderr(scenario: String, total: Int, [UInt8])
    case stacks(scenario: String, [UInt8])
    case end(scenario: String, ScenarioEnd)
}

/// How the process of a scenario ended.
enum ScenarioEnd: Sendable, Hashable {
    case exited(Int)
    case signaled(Int)
    /// Killed at the limit of processor time, or at ten times as much of real time.
    case limit
    /// Killed for too much output.
    case flood
    case cancelled
    /// It could not be forked; the number is `errno`.
    case failed(Int)
    /// The host itself ended, or said something that is not in the protocol.
    case hostLost
}

/// Cuts the host's output into frames.
struct HostFrameReader {
    /// No header is longer; a frame of more than this many bytes breaks the protocol.
    private static let longestHeader = 256
    private static let longestPayload = 64 << 20

    private var buffer: [UInt8] = []
    private var start = 0

    /// Takes the next bytes, and gives the frames that they complete.
    ///
    /// - Throws: ``Violation`` at bytes that are no frame; nothing more can be read then.
    mutating func read(_ bytes: some Sequence<UInt8>) throws(Violation) -> [HostFrame] {
        buffer.append(contentsOf: bytes)
        var frames: [HostFrame] = []
        while let frame = try next() { frames.append(frame) }
        buffer.removeFirst(start)
        start = 0
        return frames
    }

    struct Violation: Error {
        let text: String
    }

    private mutating func next() throws(Violation) -> HostFrame? {
        guard let newline = buffer[start...].firstIndex(of: 0x0A) else {
            if buffer.count - start > Self.longestHeader { throw Violation(text: "a header without an end") }
            return nil
        }
        let header = String(decoding: buffer[start..<newline], as: UTF8.self)
        let words = header.split(separator: " ", omittingEmptySubsequences: false).map(String.init)
        if words.first == "end", words.count == 4, let end = Self.end(words[2], words[3]) {
            start = newline + 1
            return .end(scenario: words[1], end)
        }
        guard words.count >= 2, let length = Int(words[words.count - 1]), (0...Self.longestPayload).contains(length)
        else { throw Violation(text: "unknown header: \(header)") }
        guard buffer.count - newline - 1 >= length else { return nil }
        let payload = Array(buffer[(newline + 1)..<(newline + 1 + length)])
        guard let frame = Self.frame(words, payload) else { throw Violation(text: "unknown header: \(header)") }
        start = newline + 1 + length
        return frame
    }

    private static func frame(_ words: [String], _ payload: [UInt8]) -> HostFrame? {
        switch (words[0], words.count) {
        case ("ready", 2): .ready(payload)
        case ("failed", 2): .failed(String(decoding: payload, as: UTF8.self))
        case ("event", 3): .event(scenario: words[1], payload)
        case ("note", 3): .note(scenario: words[1], String(decoding: payload, as: UTF8.self))
        case ("stacks", 3): .stacks(scenario: words[1], payload)
        case ("stdout", 4): Int(words[2]).map { .stdout(scenario: words[1], total: $0, payload) }
        case ("stderr", 4): Int(words[2]).map { .stderr(scenario: words[1], total: $0, payload) }
        default: nil
        }
    }

    private static func end(_ how: String, _ number: String) -> ScenarioEnd? {
        guard let number = Int(number) else { return nil }
        switch how {
        case "exited": return .exited(number)
        case "signaled": return .signaled(number)
        case "limit": return .limit
        case "flood": return .flood
        case "cancelled": return .cancelled
        case "failed": return .failed(number)
        default: return nil
        }
    }
}
