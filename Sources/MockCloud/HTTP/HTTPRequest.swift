/// A request as it came over the wire.
package struct HTTPRequest: Sendable, Hashable {
    package var method: String
    package var target: String
    package var headers: [Header]
    package var body: [UInt8]
    /// Whether it is of HTTP/1.0, after which connections end.
    package var isOld = false

    /// Whether the caller would go on with the connection (RFC 9112, section 9.3).
    var isPersistent: Bool {
        !isOld
            && !values(of: "connection").contains {
                $0.lowercased().split(separator: ",").contains { $0.trimmed == "close" }
            }
    }

    /// The values of all headers called `name`, which is given in lower case.
    package func values(of name: String) -> [String] {
        headers.filter { $0.name.lowercased() == name }.map(\.value)
    }
}

extension Substring {
    fileprivate var trimmed: Substring { drop { $0 == " " }.prefix { $0 != " " } }
}
