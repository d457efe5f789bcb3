import Glibc
import MockCloud
import Testing

/// A stand-in for the Python host: plain blocking sockets that speak the sandbox protocol.
struct TestHost {
    let port: Int
    let scenario: String

    /// Any date of the years to come.
    static let start = VirtualTime(seconds: 1_790_000_000)

    /// Connects as if to `host`; gives the verdict's word and, when that is `accept`, the connection.
    func connect(
        _ id: Int, to host: String = "169.254.170.2", port: Int = 80, at time: VirtualTime = start
    ) throws -> (verdict: String, socket: TestSocket) {
        let socket = try TestSocket(port: self.port)
        try socket.send("MWAA-GCP/1 connect \(scenario) \(id) \(host) \(port) \(time)\n")
        return (try socket.line() ?? "", socket)
    }

    func control(process: Int = 100) throws -> TestControl {
        let socket = try TestSocket(port: port)
        try socket.send("MWAA-GCP/1 control \(scenario) \(process)\n")
        return TestControl(socket: socket)
    }

    /// Connects, sends one request, and reads to the end.
    func exchange(
        _ id: Int, _ request: String = get(), at time: VirtualTime = start
    ) throws -> TestReply {
        let (verdict, socket) = try connect(id, at: time)
        try #require(verdict == "accept")
        try socket.send(request)
        return try socket.reply()
    }

    /// A request as urllib writes it.
    static func get(
        _ path: String = ContainerEndpoint().path, host: String = "169.254.170.2", headers: String = ""
    ) -> String {
        "GET \(path) HTTP/1.1\r\nAccept-Encoding: identity\r\nHost: \(host)\r\n\(headers)Connection: close\r\n\r\n"
    }
}

/// A control connection.
struct TestControl {
    let socket: TestSocket

    func ask(_ question: String) throws -> String {
        try socket.send(question + "\n")
        return try #require(try socket.line())
    }

    /// The state once it is neither `unread` nor `answering` any more. Bounded by count: a mock that owes bytes for ever fails.
    func settledState(_ id: Int, sent: Int) throws -> String {
        for _ in 0..<20_000 {
            let state = try ask("state \(id) \(sent)")
            if state != "answering", state != "unread" { return state }
        }
        return "answering"
    }
}

/// What a caller got, and how it ended.
struct TestReply {
    let bytes: [UInt8]
    let wasReset: Bool

    var text: String { String(decoding: bytes, as: UTF8.self) }
    var status: Int? { text.split(separator: " ").dropFirst().first.flatMap { Int($0) } }

    var body: [UInt8] {
        let end = Array("\r\n\r\n".utf8)
        for index in bytes.indices where bytes[index...].starts(with: end) { return Array(bytes[(index + 4)...]) }
        return []
    }

    var bodyText: String { String(decoding: body, as: UTF8.self) }

    func header(_ name: String) -> String? {
        for line in text.split(separator: "\r\n", omittingEmptySubsequences: false).dropFirst() {
            if line.isEmpty { return nil }
            if line.lowercased().hasPrefix(name.lowercased() + ": ") {
                return String(line.dropFirst(name.utf8.count + 2))
            }
        }
        return nil
    }

    /// The text of a string member of the body, for bodies without escapes.
    func member(_ name: String) -> String? {
        let parts = bodyText.split(separator: "\"\(name)\":\"", maxSplits: 1, omittingEmptySubsequences: false)
        return parts.count == 2 ? String(parts[1].prefix { $0 != "\"" }) : nil
    }
}

/// One thread may send while another reads.
final class TestSocket: @unchecked Sendable {
    private let descriptor: CInt
    private var isOpen = true

    struct Failure: Error { let what: String }

    init(port: Int) throws {
        descriptor = socket(AF_INET, CInt(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = in_port_t(port).bigEndian
        address.sin_addr.s_addr = in_addr_t(0x7F00_0001).bigEndian
        let result = withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                Glibc.connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        guard result == 0 else { throw Failure(what: "connect: \(errno)") }
        var limit = timeval(tv_sec: 20, tv_usec: 0)
        setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
    }

    deinit { close() }

    func close() {
        if isOpen { _ = Glibc.close(descriptor) }
        isOpen = false
    }

    func send(_ text: String) throws { try send(Array(text.utf8)) }

    func send(_ bytes: [UInt8]) throws {
        guard Glibc.send(descriptor, bytes, bytes.count, CInt(MSG_NOSIGNAL)) == bytes.count else {
            throw Failure(what: "send: \(errno)")
        }
    }

    /// One line without its line feed; `nil` at the end.
    func line() throws -> String? {
        var bytes: [UInt8] = []
        while true {
            let next = try read(1)
            guard let byte = next.first else { return bytes.isEmpty ? nil : String(decoding: bytes, as: UTF8.self) }
            if byte == 0x0A { return String(decoding: bytes, as: UTF8.self) }
            bytes.append(byte)
        }
    }

    /// Up to `count` bytes; empty at the end.
    func read(_ count: Int) throws -> [UInt8] {
        var buffer = [UInt8](repeating: 0, count: count)
        let received = recv(descriptor, &buffer, count, 0)
        guard received >= 0 else { throw Failure(what: errno == ECONNRESET ? "reset" : "recv: \(errno)") }
        return Array(buffer.prefix(received))
    }

    /// Bytes that are there now.
    func available() -> [UInt8] {
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        let received = recv(descriptor, &buffer, buffer.count, CInt(MSG_DONTWAIT))
        return Array(buffer.prefix(max(0, received)))
    }

    /// Everything to the end.
    func reply() throws -> TestReply {
        var bytes: [UInt8] = []
        do {
            while true {
                let next = try read(1 << 16)
                if next.isEmpty { return TestReply(bytes: bytes, wasReset: false) }
                bytes += next
            }
        } catch let failure as Failure where failure.what == "reset" {
            return TestReply(bytes: bytes, wasReset: true)
        }
    }
}

/// Runs `body` with a host for one scenario, and gives the scenario's ledger.
func inScenario(
    _ script: CloudScript = CloudScript(), _ body: (TestHost) throws -> Void
) async throws -> Ledger {
    try await MockCloud.run { mock in
        try mock.open("test", script: script)
        try body(TestHost(port: mock.port, scenario: "test"))
        return try await mock.close("test")
    }
}

extension CloudScript {
    /// A worker's network whose container endpoint answers like this.
    init(_ first: Answer, _ others: Answer...) {
        self.init(container: ContainerEndpoint(answers: [first] + others))
    }
}
