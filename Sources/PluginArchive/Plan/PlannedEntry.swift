/// A file that the archive will hold.
package struct PlannedEntry: Sendable {
    package let name: EntryName
    /// Uncompressed bytes.
    package let size: Int
    /// Permission bits: 0644 or 0755.
    package let mode: UInt16
    /// Where it comes from, for people: the user's path, or the description of bytes that the tool made.
    package let origin: String
    let content: Content

    enum Content: Sendable {
        case bytes([UInt8])
        case file(SourceFile)
    }
}
