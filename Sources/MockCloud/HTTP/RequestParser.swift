/// Takes one HTTP/1.x request from the bytes of a connection, strictly: a mock that forgives hides the bug that the
/// real service would punish.
struct RequestParser {
    static let headLimit = 16 << 10
    static let bodyLimit = 1 << 20

    struct Failure: Error, Hashable {
        /// The status to refuse it with.
        var status: Int
        var problem: String
    }

    private var buffer: [UInt8] = []
    /// Where the request begins in the buffer.
    private var start = 0
    private var scanned = 0
    private var head: (request: HTTPRequest, bodyStart: Int, end: Int)?

    /// Bytes that are kept for the request, and for those after it.
    var count: Int { buffer.count - start }

    /// Takes the next bytes; gives the request once it is whole. What follows it is kept, and not looked at.
    mutating func receive(_ bytes: some Collection<UInt8>) throws(Failure) -> HTTPRequest? {
        keep(bytes)
        if head == nil {
            let end = findHeadEnd()
            guard (end ?? buffer.count) - start <= Self.headLimit else {
                throw Failure(status: 431, problem: "the head exceeds 16 KiB")
            }
            guard let end else { return nil }
            let request = try Self.parse(buffer[start..<(end - 4)])
            head = (request, end, end + (try Self.bodyCount(of: request)))
        }
        guard let head, buffer.count >= head.end else { return nil }
        var request = head.request
        request.body = Array(buffer[head.bodyStart..<head.end])
        return request
    }

    /// Takes bytes without looking at them.
    mutating func keep(_ bytes: some Collection<UInt8>) {
        buffer.append(contentsOf: bytes)
    }

    /// Begins anew with what followed the request that was given last.
    mutating func next() {
        guard let head else { return }
        start = head.end
        self.head = nil
        // Not each time, since moving the rest costs its length.
        if start == buffer.count || start >= Self.headLimit {
            buffer.removeFirst(start)
            start = 0
        }
        scanned = start
    }

    /// The offset after the first empty line; each byte is looked at once.
    private mutating func findHeadEnd() -> Int? {
        while scanned < buffer.count {
            scanned += 1
            if scanned >= start + 4, buffer[scanned - 1] == 0x0A, buffer[scanned - 2] == 0x0D,
                buffer[scanned - 3] == 0x0A, buffer[scanned - 4] == 0x0D
            {
                return scanned
            }
        }
        return nil
    }

    private static func parse(_ head: ArraySlice<UInt8>) throws(Failure) -> HTTPRequest {
        guard head.allSatisfy({ $0 == 0x0D || $0 == 0x0A || $0 == 0x09 || $0 >= 0x20 && $0 != 0x7F }) else {
            throw Failure(status: 400, problem: "the head has control characters in it, so it is not HTTP")
        }
        var lines = head.split(separator: 0x0A, omittingEmptySubsequences: false)
        for index in lines.indices.dropLast() {
            guard lines[index].last == 0x0D else { throw Failure(status: 400, problem: "a line ends in LF alone") }
            lines[index].removeLast()
        }
        guard lines.allSatisfy({ !$0.contains(0x0D) }) else {
            throw Failure(status: 400, problem: "a line has a CR in it")
        }
        let words = lines[0].split(separator: 0x20, omittingEmptySubsequences: false)
        guard words.count == 3, words[0].allSatisfy(isToken), !words[0].isEmpty, !words[1].isEmpty,
            words[2].elementsEqual("HTTP/1.1".utf8) || words[2].elementsEqual("HTTP/1.0".utf8)
        else { throw Failure(status: 400, problem: "the request line is not HTTP/1.1's") }
        var headers: [Header] = []
        for line in lines.dropFirst() {
            guard let colon = line.firstIndex(of: UInt8(ascii: ":")), colon > line.startIndex,
                line[..<colon].allSatisfy(isToken)
            else { throw Failure(status: 400, problem: "a header line has no name and colon") }
            headers.append(Header(text(line[..<colon]), text(trimmed(line[(colon + 1)...]))))
        }
        return HTTPRequest(
            method: text(words[0]), target: text(words[1]), headers: headers, body: [],
            isOld: words[2].elementsEqual("HTTP/1.0".utf8))
    }

    private static func bodyCount(of request: HTTPRequest) throws(Failure) -> Int {
        guard request.values(of: "transfer-encoding").isEmpty else {
            throw Failure(status: 501, problem: "the body has a Transfer-Encoding, which no client of ours needs")
        }
        let lengths = request.values(of: "content-length")
        guard let length = lengths.first else { return 0 }
        guard lengths.count == 1, length.utf8.allSatisfy({ $0 >= 0x30 && $0 <= 0x39 }), !length.isEmpty else {
            throw Failure(status: 400, problem: "the Content-Length is not one number")
        }
        guard let count = Int(length), count <= bodyLimit else {
            throw Failure(status: 413, problem: "the body exceeds 1 MiB")
        }
        return count
    }

    /// Characters of a method or a header's name (RFC 9110, section 5.6.2).
    private static func isToken(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"):
            true
        default: "!#$%&'*+-.^_`|~".utf8.contains(byte)
        }
    }

    private static func trimmed(_ bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        let isBlank = { (byte: UInt8) in byte == 0x20 || byte == 0x09 }
        var rest = bytes.drop(while: isBlank)
        while let last = rest.last, isBlank(last) { rest.removeLast() }
        return rest
    }

    private static func text(_ bytes: ArraySlice<UInt8>) -> String { String(decoding: bytes, as: UTF8.self) }
}
