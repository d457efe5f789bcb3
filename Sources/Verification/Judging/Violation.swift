package import Diagnostics

/// One clause broken in one scenario.
package struct Violation: Sendable, Hashable {
    package let clause: Clause
    /// A headline: lower case, no full stop, no secret.
    package let message: String
    /// The line that did it, as the user knows it.
    package let place: Place?
    /// The calls that led there, outermost first.
    package let traceback: [String]

    init(_ clause: Clause, _ message: String, place: Place? = nil, traceback: [String] = []) {
        self.clause = clause
        self.message = message
        self.place = place
        self.traceback = traceback
    }
}
