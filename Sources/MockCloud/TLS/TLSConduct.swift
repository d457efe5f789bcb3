/// How a server behaves when a caller begins TLS.
package enum TLSConduct: Sendable, Hashable {
    /// A certificate for the name that the caller connected to, from the run's authority.
    case honest
    /// A certificate for another name, as from a captive portal.
    case otherName
    /// A certificate from an authority that nobody trusts, as from a proxy that inspects traffic.
    case untrusted
    /// The caller's first message is answered with a reset.
    case reset
}
