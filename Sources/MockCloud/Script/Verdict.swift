/// What a caller sees of its connect. The raw value is the word of the sandbox protocol.
package enum Verdict: String, Sendable, Hashable, CaseIterable {
    case accept
    /// ECONNREFUSED.
    case refuse
    /// ENETUNREACH: what an isolated network answers.
    case unreachable
    /// EINVAL, as Fargate answers for the EC2 metadata address.
    case invalid
    /// Never anything: the caller's timeout, or the kernel's after 127 s.
    case blackhole
}
