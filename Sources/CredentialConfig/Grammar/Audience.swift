/// The full resource name of a workload identity pool provider:
/// `//iam.googleapis.com/projects/NUMBER/locations/global/workloadIdentityPools/POOL/providers/PROVIDER`.
package struct Audience: Sendable, Hashable {
    /// As google-auth sends it.
    package let text: String
    package let projectNumber: String
    package let poolID: String
    package let providerID: String
}

/// What a text that should be an ``Audience`` turned out to be.
struct AudienceReading {
    var problems: [Problem] = []
    /// The text, and the parts of it that differ from one audience to the next.
    private let bytes: ArraySlice<UInt8>
    private var project = 0..<0
    private var pool = 0..<0
    private var provider = 0..<0

    /// `nil` unless there is no problem at all.
    var audience: Audience? {
        guard problems.isEmpty else { return nil }
        return Audience(
            text: bytes.text, projectNumber: bytes[project].text, poolID: bytes[pool].text,
            providerID: bytes[provider].text)
    }

    enum Problem {
        /// `https:` or `http:` before the slashes.
        case scheme(Range<Int>)
        /// Text at the start that should be `expected`.
        case start(Range<Int>, expected: String)
        case trailingSlash(Range<Int>)
        /// A segment that should be the word `expected`.
        case keyword(Range<Int>, expected: String)
        /// Text after the provider.
        case excess(Range<Int>)
        case incomplete(Range<Int>)
        case project(Range<Int>)
        case location(Range<Int>)
        case noProvider(Range<Int>)
        case identifier(Range<Int>, what: String, why: String)
        case workforce(Range<Int>)
        case principal(Range<Int>)
    }

    init(_ bytes: ArraySlice<UInt8>) {
        self.bytes = bytes
        let whole = bytes.startIndex..<bytes.endIndex
        if bytes.begins(with: "principalSet:") || bytes.begins(with: "principal:") {
            problems = [.principal(whole)]
            return
        }
        var rest = bytes
        if bytes.begins(with: "https://") || bytes.begins(with: "http://") {
            rest = bytes[bytes.firstIndexOrEnd(of: UInt8(ascii: "/"))...]
            problems.append(.scheme(bytes.startIndex..<rest.startIndex))
        }
        if let path = readHost(rest) { readPath(path) }
    }

    /// Reads `//iam.googleapis.com/`; gives what follows.
    private mutating func readHost(_ rest: ArraySlice<UInt8>) -> ArraySlice<UInt8>? {
        let start: StaticString = "//iam.googleapis.com/"
        if rest.begins(with: start) { return rest.dropFirst(start.utf8CodeUnitCount) }
        let slashes = rest.prefix { $0 == UInt8(ascii: "/") }.count
        let named = rest.dropFirst(slashes)
        if named.begins(with: "iam.googleapis.com/") {
            let path = named.dropFirst("iam.googleapis.com/".utf8.count)
            problems.append(.start(rest.startIndex..<named.startIndex, expected: "//"))
            return path
        }
        if named.begins(with: "projects/") {
            problems.append(.start(rest.startIndex..<named.startIndex, expected: start.description))
            return named
        }
        if slashes == 2, let slash = named.firstIndex(of: UInt8(ascii: "/")) {
            problems.append(.start(rest.startIndex..<slash + 1, expected: start.description))
            return named[(slash + 1)...]
        }
        problems.append(.incomplete(rest.startIndex..<rest.endIndex))
        return nil
    }

    private mutating func readPath(_ path: ArraySlice<UInt8>) {
        if path.begins(with: "locations/"), path.range(of: "/workforcePools/") != nil {
            problems.append(.workforce(path.indices))
            return
        }
        var segments = path.ranges(separatedBy: UInt8(ascii: "/"))
        if let last = segments.last, last.isEmpty, segments.count > 1 {
            problems.append(.trailingSlash(last.lowerBound - 1..<last.upperBound))
            segments.removeLast()
        }
        for index in Self.keywords.indices where index * 2 < segments.count {
            let segment = segments[index * 2]
            if !path[segment].equals(Self.keywords[index]) {
                problems.append(.keyword(segment, expected: Self.keywords[index].description))
                return
            }
        }
        guard segments.count >= 6 else {
            problems.append(.incomplete(path.indices))
            return
        }
        project = segments[1]
        if !Identifiers.isDigits(path[project]) || path[project].first == UInt8(ascii: "0") {
            problems.append(.project(project))
        }
        if !path[segments[3]].equals("global") { problems.append(.location(segments[3])) }
        pool = segments[5]
        readIdentifier(path[pool], "pool")
        guard segments.count >= 8 else {
            problems.append(.noProvider(path.endIndex..<path.endIndex))
            return
        }
        provider = segments[7]
        readIdentifier(path[provider], "provider")
        if segments.count > 8 {
            problems.append(.excess(segments[8].lowerBound - 1..<segments[segments.count - 1].upperBound))
        }
    }

    // Not an array, whose count of references all threads would write.
    private static let keywords: InlineArray<4, StaticString> = [
        "projects", "locations", "workloadIdentityPools", "providers",
    ]

    private mutating func readIdentifier(_ text: ArraySlice<UInt8>, _ what: String) {
        guard let why = Identifiers.poolProblem(text) else { return }
        problems.append(.identifier(text.startIndex..<text.endIndex, what: what, why: why))
    }
}
