/// The text of a JSON object in the making: members in order, values already rendered.
struct JSONObject {
    private(set) var members: [(name: String, json: String)] = []

    mutating func append(_ name: String, text: String) {
        append(name, json: Self.quoted(text))
    }

    mutating func append(_ name: String, json: String) {
        members.append((name, json))
    }

    mutating func apply(_ edits: [MemberEdit]) {
        for edit in edits {
            switch edit {
            case .remove(let name): members.removeAll { $0.name == name }
            case .replace(let name, let json):
                for index in members.indices where members[index].name == name { members[index].json = json }
            case .rename(let old, let new):
                for index in members.indices where members[index].name == old { members[index].name = new }
            }
        }
    }

    var text: String {
        "{" + members.map { "\(Self.quoted($0.name)):\($0.json)" }.joined(separator: ",") + "}"
    }

    /// A JSON string literal; escapes only what RFC 8259 demands.
    static func quoted(_ text: String) -> String {
        var result = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": result += "\\\""
            case "\\": result += "\\\\"
            case "\n": result += "\\n"
            case "\r": result += "\\r"
            case "\t": result += "\\t"
            case "\u{0}"..<"\u{20}":
                let digits = String(scalar.value, radix: 16)
                result += "\\u" + String(repeating: "0", count: 4 - digits.utf8.count) + digits
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result + "\""
    }
}
