package import Diagnostics

/// One clause broken in one scenario.
package struct Violation: Sendable, Hashable {
    package let clause: Clause
    /// What is wrong, as a headline: lower case, no full stop, no secret.
    private let what: String
    /// In which process, when, and on which releases; violations that differ in this alone are one finding.
    private let occasion: String
    /// The line that did it, as the user knows it.
    package let place: Place?
    /// The calls that led there, outermost first.
    package let traceback: [String]

    init(_ clause: Clause, _ what: String, on occasion: String = "", place: Place? = nil, traceback: [String] = []) {
        self.clause = clause
        self.what = what
        self.occasion = occasion
        self.place = place
        self.traceback = traceback
    }

    package var message: String { occasion.isEmpty ? what : "\(what) \(occasion)" }

    /// The same without its occasion.
    var finding: Violation { Violation(clause, what, place: place, traceback: traceback) }

    /// The headline of a finding that was made on all these occasions.
    static func message(_ violations: [Violation]) -> String {
        var occasions: [String] = []
        for violation in violations where !occasions.contains(violation.occasion) {
            occasions.append(violation.occasion)
        }
        guard let first = violations.first else { return "" }
        let shown = occasions.prefix(mostOccasions).joined(separator: "; ")
        let rest = occasions.count - mostOccasions
        return (shown.isEmpty ? first.what : "\(first.what) \(shown)") + (rest > 0 ? "; and \(rest) more" : "")
    }

    private static let mostOccasions = 4
}
