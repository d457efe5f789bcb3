/// How far a piece of work is.
package struct ArchiveProgress: Sendable, Hashable {
    /// Uncompressed bytes dealt with, and all that there are.
    package var bytesDone: Int
    package var bytesPlanned: Int

    package init(bytesDone: Int, bytesPlanned: Int) {
        self.bytesDone = bytesDone
        self.bytesPlanned = bytesPlanned
    }

    /// From 0 to 1; 1 when there is nothing to do.
    package var fraction: Double {
        bytesPlanned == 0 ? 1 : Double(bytesDone) / Double(bytesPlanned)
    }
}
