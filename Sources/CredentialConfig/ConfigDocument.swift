import Diagnostics
import SpannedJSON

/// A parsed config, with quick access to the members that rules ask for.
struct ConfigDocument {
    let source: SourceText
    let root: JSONObject
    let rootSpan: Span
    /// Whether everything in the text is in `root`; where not, nothing can be said to be missing.
    let isComplete: Bool
    /// Whether the text is JSON without an error; only then is it known what can be edited.
    let isValid: Bool
    /// By `ConfigMember.rawValue`.
    private let found: [JSONMember?]
    private let texts: [ConfigText?]
    /// What the audience says, where it can be judged.
    let audience: AudienceReading?
    /// The kind of credential, when it is another one than `external_account`.
    let otherCredential: OtherCredential?
    /// A provider other than AWS that the credential source is for.
    let otherProvider: OtherProvider?

    init(source: SourceText, root: JSONObject, rootSpan: Span, isComplete: Bool, isValid: Bool) {
        self.source = source
        self.root = root
        self.rootSpan = rootSpan
        self.isComplete = isComplete
        self.isValid = isValid
        let credentialSource = Self.object(root["credential_source"])
        let impersonation = Self.object(root["service_account_impersonation"])
        var found: [JSONMember?] = []
        var texts: [ConfigText?] = []
        for member in ConfigMember.all {
            let holder =
                switch member.parent {
                case .root: root
                case .credentialSource: credentialSource
                case .impersonation: impersonation
                }
            let entry = holder?[member.name]
            found.append(entry)
            if case .string(let string)? = entry?.value.value {
                texts.append(ConfigText(string))
            } else {
                texts.append(nil)
            }
        }
        self.found = found
        self.texts = texts
        audience = texts[ConfigMember.audience.rawValue].flatMap { $0.isPlain ? AudienceReading($0.bytes) : nil }
        otherCredential = OtherCredential(texts[ConfigMember.type.rawValue])
        otherProvider = credentialSource.flatMap(OtherProvider.init)
    }

    /// The member as it stands, whatever its value.
    subscript(member: ConfigMember) -> JSONMember? { found[member.rawValue] }

    /// The member's text when it is a string, white space around it apart.
    func text(_ member: ConfigMember) -> ConfigText? { texts[member.rawValue] }

    /// The text of a member for rules of grammar: `nil` too where characters or placeholders in it are reported by
    /// rules of their own, so that one mistake gives one finding.
    func plainText(_ member: ConfigMember) -> ConfigText? {
        guard let text = text(member), text.isPlain else { return nil }
        return text
    }

    /// The object that holds members of `parent`, if there is one.
    func object(_ parent: ConfigMember.Parent) -> JSONObject? {
        switch parent {
        case .root: root
        case .credentialSource: Self.object(self[.credentialSource])
        case .impersonation: Self.object(self[.impersonation])
        }
    }

    private static func object(_ member: JSONMember?) -> JSONObject? {
        if case .object(let object)? = member?.value.value { object } else { nil }
    }
}
