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
    /// Where everything is that rules ask for.
    let index: MemberIndex
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
    /// Whether there is one: most rules ask for no more than this.
    let isForAnotherProvider: Bool

    init(source: SourceText, root: JSONObject, rootSpan: Span, isComplete: Bool, isValid: Bool) {
        self.source = source
        self.root = root
        self.rootSpan = rootSpan
        self.isComplete = isComplete
        self.isValid = isValid
        index = MemberIndex(root)
        audience = index.plainText(.audience).map { AudienceReading($0.bytes) }
        impersonation = index.plainText(.impersonationURL).flatMap { ImpersonationPath($0.bytes[$0.url.path]) }
        otherCredential = OtherCredential(index.text(.type))
        let otherProvider = index.mayNameAnotherProvider ? index.credentialSource.flatMap(OtherProvider.init) : nil
        isForAnotherProvider = otherProvider != nil
        self.otherProvider = otherProvider
        universe = Self.universe(named: index.plainText(.universeDomain)?.bytes)
    }

    static let defaultUniverse = "googleapis.com"

    private static func universe(named name: ArraySlice<UInt8>?) -> String {
        // Most configs that name one name this.
        guard let name, !name.equals(text: defaultUniverse), Identifiers.isDomain(name) else { return defaultUniverse }
        return name.text
    }

    /// The member as it stands, whatever its value.
    ///
    /// Made a part of every rule, so that one about a member which is not there does no more than ask.
    @inline(__always)
    subscript(member: ConfigMember) -> JSONMember? { index.members.contains(member) ? index[member] : nil }

    /// The member's text when it is a string, white space around it apart.
    func text(_ member: ConfigMember) -> ConfigText? { index.text(member) }

    /// The text of a member for rules of grammar: `nil` too where characters or placeholders in it are reported by
    /// rules of their own, so that one mistake gives one finding.
    func plainText(_ member: ConfigMember) -> ConfigText? { index.plainText(member) }

    /// The object that holds members of `parent`, if there is one.
    func object(_ parent: ConfigMember.Parent) -> JSONObject? { index.object(parent) }
}
