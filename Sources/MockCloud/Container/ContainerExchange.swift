extension ContainerEndpoint {
    /// What the endpoint says to a request.
    func respond(to request: HTTPRequest, on visit: Visit) -> Exchange {
        if let (reply, problem) = refusal(of: request) { return .refusal(reply, problem) }
        switch visit.answer.content {
        case .fixed(let reply): return Exchange(reply: reply, answer: visit.answer)
        case .normal(let edits, _, let contentType):
            var object = visit.credential.map(body) ?? JSONDraft()
            object.apply(edits)
            let reply = Reply(200, contentType: contentType ?? "application/json", body: .text(object.text))
            return Exchange(reply: reply, answer: visit.answer, credential: visit.credential?.number)
        }
    }
}

/// The `Host` header, which must name the address that was connected to.
enum HostHeader {
    static func problem(_ request: HTTPRequest, address: Address) -> String? {
        let values = request.values(of: "host")
        guard let value = values.first, values.count == 1 else { return "there is not just one Host header" }
        let host = address.host.contains(":") ? "[\(address.host)]" : address.host
        let given = value.lowercased()
        if given == "\(host):\(address.port)" { return nil }
        if given == host, address.port == 80 || address.port == 443 { return nil }
        return "the Host header is \(value), the connection was to \(address)"
    }
}
