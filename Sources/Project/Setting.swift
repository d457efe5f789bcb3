package import Diagnostics

/// A value that the user gave, with the place where it is written.
package struct Setting<Value: Sendable & Hashable>: Sendable, Hashable {
    package var value: Value
    /// `nil` for a flag and for a default.
    package var place: Place?

    package init(_ value: Value, at place: Place? = nil) {
        self.value = value
        self.place = place
    }
}
