import SpannedJSON

/// A table, each of which is there, and has one row: the result of `SELECT 1`.
struct BigQueryTable {
    let project: String
    let dataset: String
    let id: String

    /// The resource of `tables.get`.
    var resource: JSONDraft {
        var body = JSONDraft()
        body.append("kind", text: "bigquery#table")
        body.append("id", text: "\(project):\(dataset).\(id)")
        body.append(
            "tableReference",
            .object([("projectId", .string(project)), ("datasetId", .string(dataset)), ("tableId", .string(id))]))
        body.append("schema", Self.schema)
        body.append("numRows", text: "1")
        body.append("type", text: "TABLE")
        body.append("location", text: "US")
        return body
    }

    /// The answer of `tabledata.list`.
    static var data: JSONDraft {
        var body = JSONDraft()
        body.append("kind", text: "bigquery#tableDataList")
        body.append("totalRows", text: "1")
        body.append("rows", rows)
        return body
    }

    static let rows = JSONOutput.array([.object([("f", .array([.object([("v", .string("1"))])]))])])

    static let schema = JSONOutput.object([
        (
            "fields",
            .array([.object([("name", .string("f0_")), ("type", .string("INTEGER")), ("mode", .string("NULLABLE"))])])
        )
    ])
}
