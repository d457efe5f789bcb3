extension CloudServices {
    /// Does what was judged to be good, and gives the body of the answer.
    ///
    /// - Parameter lifetime: what the script wants of the lifetime of a token.
    mutating func perform(
        _ task: GoogleTask, _ google: GoogleCloud, _ visit: Visit, lifetime: Int64?, now: VirtualTime
    ) -> JSONDraft {
        switch task {
        case .federate(let grant):
            return federate(grant, visit, lifetime: lifetime ?? google.federatedLifetime, now: now)
        case .impersonate(let account, let scopes, let asked):
            return impersonate(
                account, scopes: scopes, visit, expireTimeDigits: google.expireTimeDigits, lifetime: lifetime ?? asked,
                now: now)
        case .listLocations: return Self.allLocations
        case .describeProject: return google.project
        case .runJob(let job):
            jobs.add(job)
            return job.resource
        case .showJob(let job): return job.resource
        case .showTable(let table): return table.resource
        case .showTableData: return BigQueryTable.data
        case .showRows(let job):
            if jobs[job.project, job.id] != nil { return job.rows(kind: "bigquery#getQueryResultsResponse") }
            jobs.add(job)
            return job.rows(kind: "bigquery#queryResponse")
        }
    }
}
