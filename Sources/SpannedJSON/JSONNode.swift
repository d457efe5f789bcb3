package import Diagnostics

/// A JSON value with the place where it stands.
package struct JSONNode: Sendable, Hashable {
    /// From the value's first byte to after its last, quotes and brackets included.
    package let span: Span
    package let value: JSONValue

    package init(span: Span, value: JSONValue) {
        self.span = span
        self.value = value
    }
}

package enum JSONValue: Sendable, Hashable {
    case null
    case bool(Bool)
    /// The number exactly as it is written.
    case number(String)
    case string(JSONString)
    case array([JSONNode])
    case object(JSONObject)
    /// What stood here could not be read; the parser has reported it.
    case broken

    /// The kind for messages, with its article: "a string".
    package var kind: String {
        switch self {
        case .null: "null"
        case .bool: "a boolean"
        case .number: "a number"
        case .string: "a string"
        case .array: "an array"
        case .object: "an object"
        case .broken: "an unreadable value"
        }
    }
}

/// Members in the order of the text, duplicates included.
package struct JSONObject: Sendable, Hashable {
    package let members: [JSONMember]

    package init(members: [JSONMember]) {
        self.members = members
    }

    /// The member that a reader gets who keeps the last of duplicates, as Python's `json` does.
    package subscript(name: String) -> JSONMember? {
        index(of: name).map { members[$0] }
    }

    /// The text of that member, where it has one.
    package func string(_ name: String) -> JSONString? {
        guard let index = index(of: name), case .string(let string) = members[index].value.value else { return nil }
        return string
    }

    private func index(of name: String) -> Int? {
        for index in members.indices.reversed() where members[index].key.says(name) { return index }
        return nil
    }
}

package struct JSONMember: Sendable, Hashable {
    package let key: JSONString
    package let value: JSONNode

    package init(key: JSONString, value: JSONNode) {
        self.key = key
        self.value = value
    }

    /// From the key's first byte to after the value's last; without the comma.
    package var span: Span { Span(key.span.start, value.span.end) }
}
