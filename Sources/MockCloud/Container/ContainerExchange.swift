extension ContainerEndpoint {
    /// What the endpoint does with a request on `connection`, and what was wrong with the request.
    func respond(to request: HTTPRequest, on connection: Connection) -> (steps: [Step], problem: String?) {
        let hostProblem = HostHeader.problem(request, address: connection.address)
        if let (reply, problem) = refusal(of: request) {
            return (Step.all(sending: reply, as: Answer("refusal"), from: connection.start), problem)
        }
        let answer = connection.answer
        switch answer.content {
        case .fixed(let reply):
            return (Step.all(sending: reply, as: answer, from: connection.start), hostProblem)
        case .normal(let edits, _, let contentType):
            guard let credential = connection.credential else { return ([.end], hostProblem) }
            var object = body(credential)
            object.apply(edits)
            let reply = Reply(200, contentType: contentType ?? "application/json", body: .text(object.text))
            let steps = Step.all(sending: reply, as: answer, from: connection.start, credential: credential.number)
            return (steps, hostProblem)
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
