extension GoogleDesk {
    /// `jobs.insert`, `jobs.get`, `jobs.getQueryResults`, `jobs.query`, `tables.get` and `tabledata.list`, of version 2.
    func judgeBigQuery(_ request: HTTPRequest, _ path: GooglePath) throws(ServiceRefusal) -> GoogleTask {
        let root = "bigquery/v2/projects/"
        if request.method == "POST", let project = path.match(root + "*/jobs")?[0] {
            let user = try user(of: request)
            return .runJob(try job(request.body, in: project, configuration: "configuration", user: user))
        }
        if request.method == "POST", let project = path.match(root + "*/queries")?[0] {
            let user = try user(of: request)
            return .showRows(try job(request.body, in: project, configuration: nil, user: user))
        }
        if request.method == "GET", let found = path.match(root + "*/jobs/*") {
            _ = try user(of: request)
            return .showJob(try job(found[1], of: found[0]))
        }
        if request.method == "GET", let found = path.match(root + "*/queries/*") {
            _ = try user(of: request)
            return .showRows(try job(found[1], of: found[0]))
        }
        if request.method == "GET", let found = path.match(root + "*/datasets/*/tables/*") {
            _ = try user(of: request)
            return .showTable(BigQueryTable(project: found[0], dataset: found[1], id: found[2]))
        }
        if request.method == "GET", path.match(root + "*/datasets/*/tables/*/data") != nil {
            _ = try user(of: request)
            return .showTableData
        }
        throw unknownMethod(request)
    }

    private func user(of request: HTTPRequest) throws(ServiceRefusal) -> String {
        switch try bearer(of: request, scopes: ["bigquery", "cloud-platform"]).holder {
        case .serviceAccount(let email): email
        case .identity(let role): "principal:\(role.arn)"
        }
    }

    private func job(_ id: String, of project: String) throws(ServiceRefusal) -> BigQueryJob {
        if let job = jobs[project, id] { return job }
        let message = "Not found: Job \(project):\(id)"
        throw ServiceRefusal(
            reply: GoogleError(code: 404, status: "NOT_FOUND", message: message, legacyReason: "notFound").reply,
            reason: "there is no job \(id) in the project \(project)")
    }

    /// A new job as its request describes it.
    ///
    /// - Parameter name: the member that holds the configuration; `nil`: the body is a query itself.
    private func job(
        _ body: [UInt8], in project: String, configuration name: String?, user: String
    ) throws(ServiceRefusal) -> BigQueryJob {
        guard let json = SentJSON(body), let configuration = name.map({ json[$0] }) ?? json else {
            throw invalidJob("the body is not JSON with a configuration")
        }
        guard (name == nil ? json : configuration["query"])?["query"]?.string?.isEmpty == false else {
            throw invalidJob("the job is not a query, and no other kind is played here")
        }
        let id = json["jobReference"]?["jobId"]?.string ?? "job_" + KeyMaterial(seed: "\(now)").opaque(count: 28)
        return BigQueryJob(
            project: project, id: id,
            location: json["jobReference"]?["location"]?.string ?? json["location"]?.string ?? "US",
            configuration: configuration.text, user: user, created: now)
    }

    private func invalidJob(_ reason: String) -> ServiceRefusal {
        let error = GoogleError(
            code: 400, status: "INVALID_ARGUMENT", message: "Required parameter is missing: query",
            legacyReason: "required")
        return ServiceRefusal(reply: error.reply, reason: reason)
    }
}
