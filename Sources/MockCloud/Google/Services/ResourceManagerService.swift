extension GoogleDesk {
    func judgeResourceManager(_ request: HTTPRequest, _ path: GooglePath) throws(ServiceRefusal) -> GoogleTask {
        guard request.method == "GET", let project = path.match("v1/projects/*")?[0] else {
            throw unknownMethod(request)
        }
        _ = try bearer(of: request, scopes: ["cloud-platform", "cloud-platform.read-only", "cloudplatformprojects"])
        guard google.acceptsAny || project == google.projectNumber || project == google.projectID else {
            throw ServiceRefusal(
                reply: GoogleError.callerLacksPermission.reply,
                reason: "the project \(project) does not exist, only \(google.projectNumber) does")
        }
        return .describeProject
    }
}

extension GoogleCloud {
    /// The answer of `projects.get`, version 1.
    var project: JSONDraft {
        var body = JSONDraft()
        body.append("projectNumber", text: String(projectNumber))
        body.append("projectId", text: projectID)
        body.append("lifecycleState", text: "ACTIVE")
        body.append("name", text: projectID)
        return body
    }
}
