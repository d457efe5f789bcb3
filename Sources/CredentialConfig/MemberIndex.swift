import SpannedJSON

/// Where the members of a config stand, and the texts of those that are strings; of duplicates the last one counts, as
/// Python has it.
struct MemberIndex {
    private let root: JSONObject
    private(set) var credentialSource: JSONObject?
    private var impersonation: JSONObject?
    /// The members that are there, whatever their values.
    private(set) var members: ConfigMemberSet = []
    /// The members that hold a string.
    private(set) var strings: ConfigMemberSet = []
    /// The members that hold a string with something in it that is not printable ASCII, or a space.
    private(set) var unclean: ConfigMemberSet = []
    /// The members that hold a string with a placeholder in it.
    private(set) var unfilled: ConfigMemberSet = []
    /// Whether one of the objects has a member that google-auth does not read there.
    private(set) var hasUnknownMembers = false
    /// Whether there may be secrets: under a name that is not known, in a value that looks like one or that is not indexed.
    var mayHoldSecrets: Bool { hasUnknownMembers || hasSuspects }
    private var hasSuspects = false
    /// By `ConfigMember.rawValue`.
    private var slots: [Slot]
    private var texts: [ConfigText] = []

    /// For one member: its index in its object, and that of its text in `texts`.
    private struct Slot {
        var member = 0
        var text = 0
    }

    init(_ root: JSONObject) {
        self.root = root
        slots = [Slot](repeating: Slot(), count: ConfigMember.all.count)
        texts.reserveCapacity(8)
        add(root, .root)
        if case .object(let object)? = self[.credentialSource]?.value.value {
            credentialSource = object
            add(object, .credentialSource)
        }
        if case .object(let object)? = self[.impersonation]?.value.value {
            impersonation = object
            add(object, .impersonation)
        }
    }

    private mutating func add(_ object: JSONObject, _ parent: ConfigMember.Parent) {
        object.members.withUnsafeBufferPointer { all in
            for index in all.indices {
                guard let member = ConfigMember(name: all[index].key.utf8), member.parent == parent else {
                    hasUnknownMembers = true
                    continue
                }
                if member == .clientSecret || members.contains(member) { hasSuspects = true }
                slots[member.rawValue].member = index
                members.insert(member)
                strings.remove(member)
                unclean.remove(member)
                unfilled.remove(member)
                if case .string(let string) = all[index].value.value {
                    add(ConfigText(string), member)
                } else {
                    noteParts(of: all[index].value.value, member)
                }
            }
        }
    }

    /// Objects where they belong are indexed; secrets may be in any other.
    private mutating func noteParts(of value: JSONValue, _ member: ConfigMember) {
        switch value {
        case .object: if member.kind != .object { hasSuspects = true }
        case .array: hasSuspects = true
        case .null, .bool, .number, .string, .broken: break
        }
    }

    private mutating func add(_ text: ConfigText, _ member: ConfigMember) {
        slots[member.rawValue].text = texts.count
        texts.append(text)
        strings.insert(member)
        if !text.isClean { unclean.insert(member) }
        if text.hasPlaceholders { unfilled.insert(member) }
        if SecretMembers.kind(of: text.string) != nil { hasSuspects = true }
    }

    /// Whether the credential source has members that one for AWS, as it is written today, has not.
    var mayNameAnotherProvider: Bool { hasUnknownMembers || members.contains(.url) }

    subscript(member: ConfigMember) -> JSONMember? {
        guard members.contains(member), let object = object(member.parent) else { return nil }
        return object.members[slots[member.rawValue].member]
    }

    func text(_ member: ConfigMember) -> ConfigText? {
        strings.contains(member) ? texts[slots[member.rawValue].text] : nil
    }

    func plainText(_ member: ConfigMember) -> ConfigText? {
        guard let text = text(member), text.isPlain else { return nil }
        return text
    }

    func object(_ parent: ConfigMember.Parent) -> JSONObject? {
        switch parent {
        case .root: root
        case .credentialSource: credentialSource
        case .impersonation: impersonation
        }
    }
}
