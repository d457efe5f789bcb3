import SpannedJSON

/// A query that has run.
struct BigQueryJob {
    let project: String
    let id: String
    let location: String
    /// The `configuration` of the request, as it was written.
    let configuration: String
    let user: String
    let created: VirtualTime

    /// The resource of `jobs.insert` and `jobs.get`.
    var resource: JSONDraft {
        let time = JSONOutput.string(String(created.nanoseconds / 1_000_000))
        var body = JSONDraft()
        body.append("kind", text: "bigquery#job")
        body.append("id", text: "\(project):\(location).\(id)")
        body.append(
            "selfLink",
            text: "https://bigquery.googleapis.com/bigquery/v2/projects/\(project)/jobs/\(id)?location=\(location)")
        body.append("user_email", text: user)
        body.append("configuration", json: configuration)
        body.append("jobReference", reference)
        body.append(
            "statistics",
            .object([
                ("creationTime", time), ("startTime", time), ("endTime", time), ("totalBytesProcessed", .string("0")),
                (
                    "query",
                    .object([
                        ("statementType", .string("SELECT")), ("totalBytesProcessed", .string("0")),
                        ("totalBytesBilled", .string("0")), ("cacheHit", .bool(false)),
                        ("schema", BigQueryTable.schema),
                    ])
                ),
            ]))
        body.append("status", .object([("state", .string("DONE"))]))
        return body
    }

    /// The answer of `jobs.getQueryResults` and `jobs.query`: one row, whatever was asked.
    func rows(kind: String) -> JSONDraft {
        var body = JSONDraft()
        body.append("kind", text: kind)
        body.append("schema", BigQueryTable.schema)
        body.append("jobReference", reference)
        body.append("totalRows", text: "1")
        body.append("rows", BigQueryTable.rows)
        body.append("totalBytesProcessed", text: "0")
        body.append("jobComplete", .bool(true))
        body.append("cacheHit", .bool(false))
        return body
    }

    private var reference: JSONOutput {
        .object([("projectId", .string(project)), ("jobId", .string(id)), ("location", .string(location))])
    }
}

/// The jobs that ran so far: the newest ones, for a cloud that runs for days.
struct JobBook {
    private var jobs: [String: BigQueryJob] = [:]
    private var order: [String] = []
    private static let limit = 500

    mutating func add(_ job: BigQueryJob) {
        let key = "\(job.project):\(job.id)"
        if order.count >= 2 * Self.limit {
            for old in order.prefix(Self.limit) { jobs[old] = nil }
            order.removeFirst(Self.limit)
        }
        jobs[key] = job
        order.append(key)
    }

    subscript(project: String, id: String) -> BigQueryJob? { jobs["\(project):\(id)"] }
}
