import Diagnostics
import SpannedJSON

/// What a caller sent as JSON, for looking into.
struct SentJSON {
    let value: JSONValue
    private let span: Span
    private let bytes: [UInt8]

    /// `nil` when `bytes` is not one valid JSON value, or says a member twice.
    init?(_ bytes: [UInt8]) {
        let result = JSONParser.parse(SourceText(name: "request", bytes: bytes), limits: .init(diagnostics: 1))
        guard result.isValid, let root = result.root else { return nil }
        self.init(root, bytes)
    }

    private init(_ node: JSONNode, _ bytes: [UInt8]) {
        value = node.value
        span = node.span
        self.bytes = bytes
    }

    subscript(name: String) -> SentJSON? {
        guard case .object(let members) = value else { return nil }
        return members[name].map { SentJSON($0.value, bytes) }
    }

    var string: String? { if case .string(let text) = value { text.text } else { nil } }

    var bool: Bool? { if case .bool(let value) = value { value } else { nil } }

    var array: [SentJSON]? {
        if case .array(let values) = value { values.map { SentJSON($0, bytes) } } else { nil }
    }

    /// The value as it was written.
    var text: String { String(decoding: bytes[span.start..<span.end], as: UTF8.self) }
}
