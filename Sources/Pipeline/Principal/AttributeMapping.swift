/// How the provider makes attributes of what AWS says of a caller: gcloud's `--attribute-mapping`.
///
/// Mappings are expressions in CEL. Known here are those of Google's own pages; another one is nobody's to guess.
struct AttributeMapping: Sendable, Hashable {
    /// Expressions by the attributes that they are mapped to, `google.subject` and `attribute.…`.
    let expressions: [String: String]

    /// Google's, where a provider for AWS was made without a mapping (REST reference of
    /// `projects.locations.workloadIdentityPools.providers`, `attributeMapping`).
    static let google = AttributeMapping(expressions: [
        "google.subject": "assertion.arn", "attribute.aws_role": AttributeExpression.assumedRoleText,
    ])

    /// Reads `KEY=EXPRESSION,KEY=EXPRESSION`. A comma ends an expression only where another attribute follows.
    ///
    /// - Returns: `nil` when it is not of that form, or maps one attribute twice.
    init?(_ text: String) {
        var expressions: [String: String] = [:]
        var parts: [String] = []
        for piece in text.split(separator: ",", omittingEmptySubsequences: false) {
            if parts.isEmpty || Self.attribute(piece) != nil {
                parts.append(String(piece))
            } else {
                parts[parts.count - 1] += "," + piece
            }
        }
        for part in parts {
            guard let (name, expression) = Self.attribute(part[...]), expressions[name] == nil else { return nil }
            expressions[name] = expression
        }
        self.expressions = expressions
    }

    private init(expressions: [String: String]) {
        self.expressions = expressions
    }

    private static func attribute(_ text: Substring) -> (name: String, expression: String)? {
        guard let equals = text.firstIndex(of: "=") else { return nil }
        let name = text[..<equals].filter { $0 != " " }
        let expression = text[text.index(after: equals)...].drop { $0 == " " }
        guard name == "google.subject" || name == "google.groups" || name.hasPrefix("attribute."), !expression.isEmpty
        else { return nil }
        return (String(name), String(expression))
    }
}

/// An expression whose value for a role's session is known.
enum AttributeExpression: Sendable, Hashable {
    case arn
    case account
    /// `arn:aws:sts::ACCOUNT:assumed-role/ROLE`, as Google's default mapping makes it.
    case assumedRole
    /// The role's name alone, as the mapping of Google's how-to page makes it.
    case roleName

    static let assumedRoleText =
        "assertion.arn.contains('assumed-role') ? assertion.arn.extract('{account_arn}assumed-role/') + 'assumed-role/' + "
        + "assertion.arn.extract('assumed-role/{role_name}/') : assertion.arn"

    /// - Returns: `nil` for an expression of another form; blanks, kinds of quotes and the names between braces do not matter.
    init?(_ text: String) {
        let form = Self.form(text)
        switch form {
        case "assertion.arn": self = .arn
        case "assertion.account": self = .account
        case Self.form(Self.assumedRoleText): self = .assumedRole
        case "assertion.arn.extract('assumed-role/{}/')": self = .roleName
        default: return nil
        }
    }

    func value(for role: ExecutionRole) -> String {
        switch self {
        case .arn: role.sessionARN
        case .account: role.account
        case .assumedRole: role.assumedRole
        case .roleName: role.name
        }
    }

    private static func form(_ text: String) -> String {
        var form = ""
        var isInBraces = false
        for character in text where !character.isWhitespace {
            if character == "}" { isInBraces = false }
            if !isInBraces { form.append(character == "\"" ? "'" : character) }
            if character == "{" { isInBraces = true }
        }
        return form
    }
}
