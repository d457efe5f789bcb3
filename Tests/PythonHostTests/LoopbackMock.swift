import Foundation
import Synchronization

/// The least of a mock that the host can talk to: verdicts and answers by host name, and a ledger.
///
/// An answer begins when the request's headers are whole, and is followed by the end of the connection.
final class LoopbackMock: Sendable {
    enum Answer: Sendable {
        case bytes(String)
        /// Silence for so many virtual seconds after the connection's date.
        case silence(Double)
        case never
        /// Says that the connection is closed, and takes so many real seconds before what follows is on its way: a busy kernel.
        case closed(late: Double)
    }

    struct Rules: Sendable {
        var verdicts: [String: String] = [:]
        var answers: [String: [Answer]] = [:]
    }

    private struct Connection {
        var received = 0
        var state = "idle"
    }

    private struct State {
        var ledger: [String] = []
        var connections: [String: Connection] = [:]
    }

    let port: UInt16
    private let listener: Int32
    private let rules: Rules
    private let state = Mutex(State())
    private let released = NSCondition()

    static let hello = "HTTP/1.1 200 OK\r\nContent-Length: 5\r\nConnection: close\r\n\r\nhello"

    /// What was asked for, in order.
    var ledger: [String] { state.withLock { $0.ledger } }

    init(_ rules: Rules) throws {
        self.rules = rules
        let listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        self.listener = listener
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(INADDR_LOOPBACK).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let port = withUnsafeMutablePointer(to: &address) { pointer -> UInt16? in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { generic in
                guard bind(listener, generic, length) == 0, listen(listener, 128) == 0,
                    getsockname(listener, generic, &length) == 0
                else { return nil }
                return UInt16(bigEndian: pointer.pointee.sin_port)
            }
        }
        guard let port else { throw HostProcess.Failure.ended }
        self.port = port
        Thread.detachNewThread { [weak self] in
            while true {
                let descriptor = accept(listener, nil, nil)
                if descriptor < 0 { return }
                guard let mock = self else { return }
                Thread.detachNewThread {
                    mock.serve(descriptor)
                    Glibc.close(descriptor)
                }
            }
        }
    }

    deinit {
        shutdown(listener, Int32(SHUT_RDWR))
        Glibc.close(listener)
    }

    private func serve(_ descriptor: Int32) {
        guard let words = readLine(descriptor)?.split(separator: " ").map(String.init), words.count >= 4 else { return }
        if words[1] == "control" {
            control(descriptor, scenario: words[2])
        } else {
            converse(
                descriptor, key: "\(words[2])/\(words[3])", host: words[4], port: words[5], date: Double(words[6])!)
        }
    }

    private func converse(_ descriptor: Int32, key: String, host: String, port: String, date: Double) {
        let verdict = rules.verdicts[host] ?? (rules.answers[host] == nil ? "unreachable" : "accept")
        state.withLock {
            $0.ledger.append("\(verdict) \(host):\(port) at \(Int(date) - Driver.start)")
            $0.connections[key] = Connection()
        }
        write(descriptor, verdict + "\n")
        guard verdict == "accept", receiveRequest(descriptor, key) else { return }
        for answer in rules.answers[host] ?? [] {
            switch answer {
            case .bytes(let text): write(descriptor, text)
            case .silence(let seconds): wait(key, "until \(String(format: "%.9f", date + seconds))")
            case .never: wait(key, "never")
            case .closed(let seconds):
                set(key, "closed")
                Thread.sleep(forTimeInterval: seconds)
            }
        }
        shutdown(descriptor, Int32(SHUT_WR))
        set(key, "closed")
    }

    /// Reads up to the end of the headers.
    private func receiveRequest(_ descriptor: Int32, _ key: String) -> Bool {
        var request: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 4096)
        while !request.suffix(4).elementsEqual("\r\n\r\n".utf8) {
            let count = read(descriptor, &buffer, buffer.count)
            if count <= 0 { return false }
            request += buffer[..<count]
            let complete = request.suffix(4).elementsEqual("\r\n\r\n".utf8)
            state.withLock {
                $0.connections[key]?.received += count
                if complete {
                    $0.connections[key]?.state = "answering"
                    let line = request.prefix { $0 != UInt8(ascii: "\r") }
                    $0.ledger.append(String(decoding: line, as: UTF8.self))
                }
            }
        }
        return true
    }

    /// Waits for the host's `release`.
    private func wait(_ key: String, _ silence: String) {
        released.lock()
        set(key, silence)
        while state.withLock({ $0.connections[key]?.state == silence }) { released.wait() }
        released.unlock()
    }

    private func set(_ key: String, _ value: String) {
        state.withLock { $0.connections[key]?.state = value }
    }

    private func control(_ descriptor: Int32, scenario: String) {
        while let words = readLine(descriptor)?.split(separator: " ").map(String.init), words.count > 1 {
            let key = "\(scenario)/\(words[1])"
            var answer = "ok"
            switch words[0] {
            case "resolve":
                answer = rules.answers[words[1]] == nil && rules.verdicts[words[1]] == nil ? "unknown" : "known"
                state.withLock { $0.ledger.append("\(answer) \(words[1])") }
            case "datagram":
                state.withLock { $0.ledger.append("datagram \(words[1]):\(words[2])") }
            case "state":
                answer = state.withLock {
                    guard let connection = $0.connections[key] else { return "closed" }
                    return connection.received < Int(words[2]) ?? 0 ? "unread" : connection.state
                }
            default:
                released.lock()
                set(key, "answering")
                released.broadcast()
                released.unlock()
            }
            write(descriptor, answer + "\n")
        }
    }

    private func readLine(_ descriptor: Int32) -> String? {
        var line: [UInt8] = []
        var byte: UInt8 = 0
        while read(descriptor, &byte, 1) == 1 {
            if byte == UInt8(ascii: "\n") { return String(decoding: line, as: UTF8.self) }
            line.append(byte)
        }
        return nil
    }

    private func write(_ descriptor: Int32, _ text: String) {
        var bytes = Array(text.utf8)
        while !bytes.isEmpty {
            let count = send(descriptor, bytes, bytes.count, Int32(MSG_NOSIGNAL))
            if count <= 0 { return }
            bytes.removeFirst(count)
        }
    }
}
