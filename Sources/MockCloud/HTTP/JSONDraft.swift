import SpannedJSON

/// The text of a JSON object in the making: members in order, values already rendered.
struct JSONDraft {
    private(set) var members: [(name: String, json: String)] = []

    mutating func append(_ name: String, text: String) {
        append(name, json: Self.quoted(text))
    }

    mutating func append(_ name: String, json: String) {
        members.append((name, json))
    }

    mutating func append(_ name: String, _ value: JSONOutput) {
        append(name, json: value.compact())
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

    private static func quoted(_ text: String) -> String { JSONOutput.string(text).compact() }
}
