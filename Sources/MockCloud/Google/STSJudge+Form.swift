extension STSJudge {
    /// The fields besides the subject token; gives the scopes.
    func judge(_ form: FormFields) throws(STSRefusal) -> [String] {
        let names = Set(form.fields.map(\.name))
        guard names.count == form.fields.count else {
            throw .google(
                .request, "invalid_request", "Invalid request body.", reason: "a field of the form occurs twice")
        }
        let grantType = form["grant_type"] ?? ""
        guard grantType == "urn:ietf:params:oauth:grant-type:token-exchange" else {
            throw .google(
                .grantType, "unsupported_grant_type", "Invalid grant_type: \(grantType)",
                reason: "the grant_type is \"\(grantType)\", not the token exchange's")
        }
        try judgeAudience(form["audience"] ?? "")
        let requested = form["requested_token_type"] ?? ""
        guard requested == "urn:ietf:params:oauth:token-type:access_token" else {
            throw .google(
                .requestedTokenType, "invalid_request", "Invalid value for \"requested_token_type\".",
                reason: "the requested_token_type is \"\(requested)\", not the access token's")
        }
        let scopes = (form["scope"] ?? "").split(separator: " ").map(String.init)
        guard !scopes.isEmpty else {
            throw .google(.scope, "invalid_scope", "Invalid value for \"scope\".", reason: "no scope is asked for")
        }
        for scope in scopes where !scope.hasPrefix("https://www.googleapis.com/auth/") {
            throw .google(
                .scope, "invalid_scope", "Invalid value for \"scope\".",
                reason: "the scope \"\(scope)\" is not one of Google's")
        }
        let type = form["subject_token_type"] ?? ""
        guard type == "urn:ietf:params:aws:token-type:aws4_request" else {
            throw .google(
                .subjectTokenType, "invalid_request", "Invalid value for \"subject_token_type\".",
                reason: "the subject_token_type is \"\(type)\", but the provider is an AWS one")
        }
        return scopes
    }

    /// The form first, then whether it is the one that exists. Both descriptions are Google's.
    private func judgeAudience(_ given: String) throws(STSRefusal) {
        if given == audience { return }
        let parts = given.split(separator: "/", omittingEmptySubsequences: false)
        let hasForm =
            parts.count == 11 && given.hasPrefix("//iam.googleapis.com/projects/") && parts[5] == "locations"
            && parts[7] == "workloadIdentityPools" && parts[9] == "providers" && !parts[10].isEmpty
            && !given.utf8.contains { $0 <= 0x20 }
        guard hasForm else {
            throw .google(
                .audience, .audienceForm, reason: "the audience \"\(given)\" is not the full name of a provider")
        }
        guard let audience else { return }
        throw .google(
            .audience, .unknownProvider, reason: "the audience is \(given), but the provider is \(audience)")
    }
}
