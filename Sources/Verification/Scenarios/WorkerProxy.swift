import MockCloud

/// The proxy of a worker in a VPC without a route to the Internet.
enum WorkerProxy {
    static let address = Address("proxy.example", 3128)

    /// The variables that lead there, in the spellings that programs know.
    static let variables: [String: String?] = Dictionary(
        uniqueKeysWithValues: [
            "HTTP_PROXY", "http_proxy", "HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy",
        ].map { ($0, "http://\(address)") })

    /// Those, and what keeps Google's hosts from being asked of it.
    static let variablesButForGoogle: [String: String?] = variables.merging([
        "NO_PROXY": "googleapis.com,.googleapis.com", "no_proxy": "googleapis.com,.googleapis.com",
    ]) { $1 }
}
