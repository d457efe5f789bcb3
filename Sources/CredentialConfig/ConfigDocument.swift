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
    /// The parts of the impersonation URL's path, where it has them.
    let impersonation: ImpersonationPath?
    /// The universe domain that the config names, or the default one where it names none or something else.
    let universe: String
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
        var index = Index()
        index.add(root, .root)
        let credentialSource = Self.object(index.found[ConfigMember.credentialSource.rawValue])
        if let credentialSource { index.add(credentialSource, .credentialSource) }
        if let impersonation = Self.object(index.found[ConfigMember.impersonation.rawValue]) {
            index.add(impersonation, .impersonation)
        }
        found = index.found
        texts = index.texts
        audience = index.plainText(.audience).map { AudienceReading($0.bytes) }
        impersonation = index.plainText(.impersonationURL).flatMap { ImpersonationPath($0.bytes[$0.url.path]) }
        otherCredential = OtherCredential(texts[ConfigMember.type.rawValue])
        otherProvider = credentialSource.flatMap(OtherProvider.init)
        universe =
            index.plainText(.universeDomain).flatMap { Identifiers.isDomain($0.bytes) ? $0.trimmed : nil }
            ?? Self.defaultUniverse
    }

    static let defaultUniverse = "googleapis.com"

    /// Members and texts by `ConfigMember.rawValue`; of duplicates the last one, as Python has it.
    private struct Index {
        var found = [JSONMember?](repeating: nil, count: ConfigMember.all.count)
        var texts = [ConfigText?](repeating: nil, count: ConfigMember.all.count)

        mutating func add(_ object: JSONObject, _ parent: ConfigMember.Parent) {
            for entry in object.members {
                guard let member = ConfigMember(name: entry.key.text), member.parent == parent else { continue }
                found[member.rawValue] = entry
                if case .string(let string) = entry.value.value {
                    texts[member.rawValue] = ConfigText(string)
                } else {
                    texts[member.rawValue] = nil
                }
            }
        }

        func plainText(_ member: ConfigMember) -> ConfigText? {
            guard let text = texts[member.rawValue], text.isPlain else { return nil }
            return text
        }
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
