/// Members of a config, in the order of their declaration; a rule that has nothing to say passes over all in one step.
struct ConfigMemberSet: Sequence, ExpressibleByArrayLiteral {
    /// A bit for each raw value.
    private var bits: UInt32 = 0

    init(_ members: some Sequence<ConfigMember>) {
        for member in members { insert(member) }
    }

    init(arrayLiteral members: ConfigMember...) { self.init(members) }

    private init(bits: UInt32) { self.bits = bits }

    /// Those without which a worker gets no token.
    static let required = ConfigMemberSet(ConfigMember.all.filter(\.isRequired))

    /// Those that hold a text.
    static let strings = ConfigMemberSet(ConfigMember.all.filter { $0.kind == .string })

    func contains(_ member: ConfigMember) -> Bool { bits & Self.bit(member) != 0 }

    mutating func insert(_ member: ConfigMember) { bits |= Self.bit(member) }

    mutating func remove(_ member: ConfigMember) { bits &= ~Self.bit(member) }

    func intersection(_ other: Self) -> Self { Self(bits: bits & other.bits) }

    func subtracting(_ other: Self) -> Self { Self(bits: bits & ~other.bits) }

    func makeIterator() -> Iterator { Iterator(rest: bits) }

    struct Iterator: IteratorProtocol {
        fileprivate var rest: UInt32

        mutating func next() -> ConfigMember? {
            guard rest != 0 else { return nil }
            defer { rest &= rest - 1 }
            return ConfigMember(rawValue: rest.trailingZeroBitCount)
        }
    }

    private static func bit(_ member: ConfigMember) -> UInt32 { 1 << UInt32(member.rawValue) }
}
