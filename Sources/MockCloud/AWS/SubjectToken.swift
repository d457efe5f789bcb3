/// The signed GetCallerIdentity request that a caller hands to Google instead of sending it to AWS.
///
/// google-auth serializes it as percent-encoded JSON: `{"headers":[{"key","value"}…],"method","url"}`.
struct SubjectToken: Hashable {
    let url: String
    let method: String
    let headers: [Header]

    enum Problem: Error, Hashable {
        case notPercentEncoded
        case notJSON
        /// What is missing or of the wrong type.
        case member(String)
    }

    init(_ text: String) throws(Problem) {
        guard let bytes = PercentEncoding.decode(text.utf8) else { throw .notPercentEncoded }
        guard let tree = SentJSON(bytes) else { throw .notJSON }
        guard let url = tree["url"]?.string else { throw .member("url") }
        guard let method = tree["method"]?.string else { throw .member("method") }
        guard let list = tree["headers"]?.array else { throw .member("headers") }
        var headers: [Header] = []
        for item in list {
            guard let key = item["key"]?.string, let value = item["value"]?.string else { throw .member("headers") }
            headers.append(Header(key, value))
        }
        self.url = url
        self.method = method
        self.headers = headers
    }

    /// The value of a header that occurs once, whose name is given in lower case.
    func header(_ name: String) -> String? {
        let values = headers.filter { $0.name.lowercased() == name }
        return values.count == 1 ? values[0].value : nil
    }
}

/// An https URL, cut at its delimiters and not decoded.
struct SplitURL: Hashable {
    let host: String
    let path: String
    let query: String

    /// `nil` when it is not https, has no host, or has a port, a user or a fragment: a verification URL has none.
    init?(https text: String) {
        guard text.hasPrefix("https://") else { return nil }
        let rest = text.dropFirst(8)
        let host = rest.prefix { $0 != "/" && $0 != "?" && $0 != "#" }
        guard !host.isEmpty, !host.contains(where: { $0 == ":" || $0 == "@" || $0 == " " }), !rest.contains("#") else {
            return nil
        }
        let tail = rest.dropFirst(host.count)
        let path = tail.prefix { $0 != "?" }
        self.host = host.lowercased()
        self.path = String(path)
        query = String(tail.dropFirst(path.count).dropFirst())
    }
}
