import Crypto

/// AWS Signature Version 4 for headers, as the services verify it (AWS General Reference, "Signature Version 4").
package enum SigV4 {
    /// What is signed of a request.
    package struct Request: Sendable, Hashable {
        package var method: String
        /// The path as sent; empty means `/`.
        package var path: String
        /// The query as sent, without its `?`.
        package var query: String
        package var headers: [Header]
        package var body: [UInt8]

        package init(method: String, path: String, query: String, headers: [Header], body: [UInt8] = []) {
            self.method = method
            self.path = path
            self.query = query
            self.headers = headers
            self.body = body
        }
    }

    /// For what a signature is good: a day, a region and a service.
    package struct Scope: Sendable, Hashable, CustomStringConvertible {
        /// `20150830`
        package var day: String
        package var region: String
        package var service: String

        package init(day: String, region: String, service: String) {
            self.day = day
            self.region = region
            self.service = service
        }

        package var description: String { "\(day)/\(region)/\(service)/aws4_request" }
    }

    /// The request in the one form that is hashed. `signedHeaders` are lower-case names in ascending order.
    package static func canonicalRequest(_ request: Request, signedHeaders: [String]) -> String {
        let headers = signedHeaders.map { name in
            let values = request.headers.filter { $0.name.lowercased() == name }.map { collapsed($0.value) }
            return "\(name):\(values.joined(separator: ","))\n"
        }
        return [
            request.method, canonicalPath(request.path), canonicalQuery(request.query), headers.joined(),
            signedHeaders.joined(separator: ";"), hexadecimal(SHA256.hash(data: request.body)),
        ].joined(separator: "\n")
    }

    /// - Parameter date: `20150830T123600Z`.
    package static func stringToSign(canonicalRequest: String, date: String, scope: Scope) -> String {
        let digest = hexadecimal(SHA256.hash(data: Array(canonicalRequest.utf8)))
        return "AWS4-HMAC-SHA256\n\(date)\n\(scope)\n\(digest)"
    }

    /// The signature in hexadecimal digits.
    package static func signature(of stringToSign: String, secretAccessKey: String, scope: Scope) -> String {
        var key = SymmetricKey(data: Array("AWS4\(secretAccessKey)".utf8))
        for part in [scope.day, scope.region, scope.service, "aws4_request"] {
            let code = HMAC<SHA256>.authenticationCode(for: Array(part.utf8), using: key)
            key = SymmetricKey(data: Array(code))
        }
        return hexadecimal(HMAC<SHA256>.authenticationCode(for: Array(stringToSign.utf8), using: key))
    }

    /// Dots and double slashes go; each segment is encoded once more, escapes in it too.
    private static func canonicalPath(_ path: String) -> String {
        var segments: [Substring] = []
        let parts = path.split(separator: "/", omittingEmptySubsequences: false)
        for part in parts {
            switch part {
            case "", ".": break
            case "..": _ = segments.popLast()
            default: segments.append(part)
            }
        }
        guard !segments.isEmpty else { return "/" }
        let isDirectory = parts.last.map { $0.isEmpty || $0 == "." || $0 == ".." } ?? false
        return "/" + segments.map { PercentEncoding.encode($0.utf8) }.joined(separator: "/") + (isDirectory ? "/" : "")
    }

    /// Names and values in their one encoding, sorted by name, then by value.
    private static func canonicalQuery(_ query: String) -> String {
        let pairs = query.utf8.split(separator: UInt8(ascii: "&")).map { pair in
            let parts = pair.split(separator: UInt8(ascii: "="), maxSplits: 1, omittingEmptySubsequences: false)
            let recoded = parts.map { PercentEncoding.encode(PercentEncoding.decode($0) ?? Array($0)) }
            return (name: recoded[0], value: recoded.count == 2 ? recoded[1] : "")
        }
        let sorted = pairs.sorted { ($0.name, $0.value) < ($1.name, $1.value) }
        return sorted.map { "\($0.name)=\($0.value)" }.joined(separator: "&")
    }

    /// Without blanks at the ends, and with one for each run of them inside.
    private static func collapsed(_ value: String) -> String {
        value.split { $0 == " " || $0 == "\t" }.joined(separator: " ")
    }

    private static func hexadecimal(_ bytes: some Sequence<UInt8>) -> String {
        let digits = Array("0123456789abcdef".utf8)
        return String(decoding: bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
    }
}
