import Diagnostics
import SpannedJSON

/// One event of the driver (`Driver/driver.py`), read member by member: a process that misbehaves may tell nonsense, so
/// every member is optional.
struct HostEvent: Sendable, Hashable {
    private let node: JSONNode

    /// - Returns: `nil` when the bytes are no JSON object.
    init?(_ bytes: [UInt8]) {
        let result = JSONParser.parse(SourceText(name: "event", bytes: bytes))
        guard let root = result.root, case .object = root.value else { return nil }
        node = root
    }

    private init(_ node: JSONNode) {
        self.node = node
    }

    var name: String { string("event") ?? "" }

    func string(_ member: String) -> String? {
        if case .string(let value) = self[member]?.value { value.text } else { nil }
    }

    func number(_ member: String) -> Double? {
        if case .number(let text) = self[member]?.value { Double(text) } else { nil }
    }

    func object(_ member: String) -> HostEvent? {
        guard let found = self[member], case .object = found.value else { return nil }
        return HostEvent(found)
    }

    /// The objects in an array; other elements are left out.
    func objects(_ member: String) -> [HostEvent] {
        guard case .array(let elements) = self[member]?.value else { return [] }
        return elements.compactMap { if case .object = $0.value { HostEvent($0) } else { nil } }
    }

    /// The strings in an array.
    func strings(_ member: String) -> [String] {
        guard case .array(let elements) = self[member]?.value else { return [] }
        return elements.compactMap { if case .string(let text) = $0.value { text.text } else { nil } }
    }

    /// The members of an object that are strings.
    func dictionary(_ member: String) -> [String: String] {
        guard case .object(let object) = self[member]?.value else { return [:] }
        return object.members.reduce(into: [:]) { result, member in
            if case .string(let value) = member.value.value { result[member.key.text] = value.text }
        }
    }

    /// The arrays of objects in an array, for stacks of several threads.
    func nestedObjects(_ member: String) -> [[HostEvent]] {
        guard case .array(let elements) = self[member]?.value else { return [] }
        return elements.compactMap { element in
            guard case .array(let inner) = element.value else { return nil }
            return inner.compactMap { if case .object = $0.value { HostEvent($0) } else { nil } }
        }
    }

    private subscript(name: String) -> JSONNode? {
        guard case .object(let object) = node.value else { return nil }
        return object[name]?.value
    }
}
