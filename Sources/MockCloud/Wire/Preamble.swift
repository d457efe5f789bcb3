/// The first line of a connection, without its line feed.
enum Preamble: Hashable {
    case data(scenario: String, connection: Int, address: Address, time: VirtualTime)
    case control(scenario: String, process: Int)

    /// Longest line that is looked at, the line feed included. A name has at most 255 bytes.
    static let limit = 512

    /// `nil` for everything but the two forms of the sandbox protocol.
    init?(_ line: some Collection<UInt8>) {
        let words = Words(line)
        guard let words, words.count >= 4, words[0] == "MWAA-GCP/1", ScenarioID.isValid(words[2]) else { return nil }
        switch (words[1], words.count) {
        case ("connect", 7):
            guard let connection = words.number(3), let port = words.number(5), port <= 65_535,
                let time = VirtualTime(words[6])
            else { return nil }
            self = .data(
                scenario: words[2], connection: connection, address: Address(words[4], port), time: time)
        case ("control", 4):
            guard let process = words.number(3) else { return nil }
            self = .control(scenario: words[2], process: process)
        default: return nil
        }
    }
}

/// A question of the control connection, without its line feed.
enum ControlQuestion: Hashable {
    case resolve(name: String, time: VirtualTime)
    case datagram(Address, time: VirtualTime)
    case state(connection: Int, bytesSent: Int)
    case release(connection: Int, time: VirtualTime)

    init?(_ line: some Collection<UInt8>) {
        guard let words = Words(line) else { return nil }
        switch (words[0], words.count) {
        case ("resolve", 3):
            guard let time = VirtualTime(words[2]) else { return nil }
            self = .resolve(name: words[1], time: time)
        case ("datagram", 4):
            guard let port = words.number(2), port <= 65_535, let time = VirtualTime(words[3]) else { return nil }
            self = .datagram(Address(words[1], port), time: time)
        case ("state", 3):
            guard let connection = words.number(1), let sent = words.number(2) else { return nil }
            self = .state(connection: connection, bytesSent: sent)
        case ("release", 3):
            guard let connection = words.number(1), let time = VirtualTime(words[2]) else { return nil }
            self = .release(connection: connection, time: time)
        default: return nil
        }
    }
}

/// Names of scenarios, which are made by this program.
enum ScenarioID {
    /// `[A-Za-z0-9._-]{1,64}`
    static func isValid(_ id: String) -> Bool {
        (1...64).contains(id.utf8.count)
            && id.utf8.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                    UInt8(ascii: "0")...UInt8(ascii: "9"):
                    true
                default: "._-".utf8.contains(byte)
                }
            }
    }
}

/// The words of a line of visible ASCII with single spaces between them.
private struct Words {
    private let words: [String]

    init?(_ line: some Collection<UInt8>) {
        guard line.allSatisfy({ (0x20...0x7E).contains($0) }) else { return nil }
        let parts = line.split(separator: 0x20, omittingEmptySubsequences: false)
        guard parts.allSatisfy({ !$0.isEmpty }) else { return nil }
        words = parts.map { String(decoding: $0, as: UTF8.self) }
    }

    var count: Int { words.count }

    subscript(index: Int) -> String { words[index] }

    /// The word as a number without sign.
    func number(_ index: Int) -> Int? {
        words[index].utf8.allSatisfy { $0 >= 0x30 && $0 <= 0x39 } ? Int(words[index]) : nil
    }
}
