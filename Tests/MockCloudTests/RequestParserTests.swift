import Testing

@testable import MockCloud

@Suite struct RequestParserTests {
    private func parse(_ text: String, by size: Int = .max) throws(RequestParser.Failure) -> HTTPRequest? {
        var parser = RequestParser()
        var rest = Array(text.utf8)[...]
        while !rest.isEmpty {
            if let request = try parser.receive(rest.prefix(size)) { return request }
            rest = rest.dropFirst(size)
        }
        return nil
    }

    @Test(arguments: [1, 2, 3, 7, Int.max])
    func takesARequestInPiecesOfAnySize(size: Int) throws {
        let text = "POST /v1/token?a=b HTTP/1.1\r\nHost:\t sts \t\r\nContent-Length: 5\r\nX-A: b:c\r\nX-A:\r\n\r\nhello"
        let request = try parse(text, by: size)
        #expect(
            request
                == HTTPRequest(
                    method: "POST", target: "/v1/token?a=b",
                    headers: [
                        Header("Host", "sts"), Header("Content-Length", "5"), Header("X-A", "b:c"), Header("X-A", ""),
                    ], body: Array("hello".utf8)))
        #expect(request?.values(of: "x-a") == ["b:c", ""])
    }

    @Test(arguments: ["GET / HTTP/1.1\r\nHost: a\r\n", "GET / HT", "POST / HTTP/1.1\r\nContent-Length: 2\r\n\r\n1"])
    func waitsForTheRest(text: String) throws {
        #expect(try parse(text) == nil)
    }

    @Test(arguments: [
        ("GET / HTTP/1.1\nHost: a\r\n\r\n", 400, "a line ends in LF alone"),
        ("GET / HTTP/1.1\r\nHost: a\rb\r\n\r\n", 400, "a line has a CR in it"),
        ("GET  / HTTP/1.1\r\n\r\n", 400, "the request line is not HTTP/1.1's"),
        ("GET / HTTP/2\r\n\r\n", 400, "the request line is not HTTP/1.1's"),
        ("G@T / HTTP/1.1\r\n\r\n", 400, "the request line is not HTTP/1.1's"),
        ("GET /\r\n\r\n", 400, "the request line is not HTTP/1.1's"),
        ("GET / HTTP/1.1\r\nHost\r\n\r\n", 400, "a header line has no name and colon"),
        ("GET / HTTP/1.1\r\n: a\r\n\r\n", 400, "a header line has no name and colon"),
        ("GET / HTTP/1.1\r\nA: b\r\n folded\r\n\r\n", 400, "a header line has no name and colon"),
        ("GET / HTTP/1.1\r\nHost : a\r\n\r\n", 400, "a header line has no name and colon"),
        ("\u{16}\u{3}\u{1}\r\n\r\n", 400, "the head has control characters in it, so it is not HTTP"),
        ("P / HTTP/1.1\r\nContent-Length: 1\r\nContent-Length: 1\r\n\r\n", 400, "the Content-Length is not one number"),
        ("P / HTTP/1.1\r\nContent-Length: -1\r\n\r\n", 400, "the Content-Length is not one number"),
        ("P / HTTP/1.1\r\nContent-Length:\r\n\r\n", 400, "the Content-Length is not one number"),
        ("P / HTTP/1.1\r\nContent-Length: 1048577\r\n\r\n", 413, "the body exceeds 1 MiB"),
        ("P / HTTP/1.1\r\nContent-Length: 99999999999999999999\r\n\r\n", 413, "the body exceeds 1 MiB"),
        (
            "P / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n", 501,
            "the body has a Transfer-Encoding, which no client of ours needs"
        ),
    ])
    func refuses(text: String, status: Int, problem: String) {
        #expect(throws: RequestParser.Failure(status: status, problem: problem)) { try parse(text) }
        #expect(throws: RequestParser.Failure(status: status, problem: problem)) { try parse(text, by: 1) }
    }

    @Test func aHeadHasALimit() throws {
        let head = "GET / HTTP/1.1\r\nA: "
        let value = String(repeating: "x", count: (16 << 10) - head.utf8.count - 4)
        #expect(try parse("\(head)\(value)\r\n\r\n") != nil)
        let failure = RequestParser.Failure(status: 431, problem: "the head exceeds 16 KiB")
        #expect(throws: failure) { try parse("\(head)x\(value)\r\n\r\n") }
        #expect(throws: failure) { try parse(String(repeating: "x", count: 17 << 10), by: 100) }
    }
}
